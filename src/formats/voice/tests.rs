use ogg::writing::{PacketWriteEndInfo, PacketWriter};
use proptest::prelude::*;

use super::*;

fn read(file: &[u8]) -> Result<Voice, VoiceError> {
    super::read(io::Cursor::new(file))
}

/// 2.5 s, written by Xiph's own encoder: 0.6 s of silence, 0.8 s of a voice-like tone, 0.6 s of
/// silence, 0.5 s of the tone.
const REAL: &[u8] = include_bytes!("../samples/voice.ogg");

/// A voice message of packets of 20 ms with these sizes, in one channel.
fn made_of(sizes: &[usize], last_position: u64) -> Vec<u8> {
    made_of_packets(
        1,
        &sizes.iter().map(|size| packet(*size)).collect::<Vec<_>>(),
        last_position,
    )
}

/// 20 ms of speech in one frame.
fn packet(size: usize) -> Vec<u8> {
    let mut packet = vec![0; size];
    packet[0] = 1 << 3;
    packet
}

fn made_of_packets(channels: u8, packets: &[Vec<u8>], last_position: u64) -> Vec<u8> {
    let mut file = Vec::new();
    let mut writer = PacketWriter::new(&mut file);
    let head = [b"OpusHead\x01".as_slice(), &[channels, 0x38, 0x01], &[0; 7]].concat();
    let ends_page = PacketWriteEndInfo::EndPage;
    let mut write = |packet: Vec<u8>, end, position| {
        writer
            .write_packet(packet, 7, end, position)
            .expect("memory is enough");
    };
    write(head, ends_page, 0);
    write(b"OpusTags\0\0\0\0\0\0\0\0".to_vec(), ends_page, 0);
    for (index, packet) in packets.iter().enumerate() {
        let end = match index + 1 == packets.len() {
            true => PacketWriteEndInfo::EndStream,
            false => PacketWriteEndInfo::NormalPacket,
        };
        write(packet.clone(), end, last_position);
    }
    file
}

#[test]
fn a_real_one_is_as_long_and_as_loud_as_it_sounds() {
    let voice = read(REAL).expect("is one");
    assert_eq!(voice.channels, 1);
    assert_eq!(voice.duration, Duration::from_millis(2_500));
    assert_eq!(voice.loudness.len(), 25);
    let average = |from: usize, to: usize| {
        let moments = &voice.loudness[from..to];
        moments.iter().map(|own| u32::from(*own)).sum::<u32>() / (to - from) as u32
    };
    let (silence, tone) = (average(1, 5), average(7, 13));
    let (silence_again, tone_again) = (average(15, 19), average(21, 25));
    // An encoder that has saved bytes spends some of them on silence.
    assert!(silence < 20 && silence < tone / 4, "{:?}", voice.loudness);
    assert!(silence_again < tone_again / 2, "{:?}", voice.loudness);
    assert!(tone > 130 && tone_again > 130, "{:?}", voice.loudness);
}

#[test]
fn discord_takes_the_waveform() {
    let waveform = read(REAL).expect("is one").waveform();
    assert_eq!(STANDARD.decode(&waveform).map(|bytes| bytes.len()), Ok(25));

    let long = made_of(&[40; 50 * 60 * 20], 48_000 * 60 * 20);
    let voice = read(&long).expect("is one");
    assert_eq!(voice.loudness.len(), MOMENTS_MAX);
    // Discord takes 400 characters.
    assert!(voice.waveform().len() <= 400);
}

#[test]
fn it_ends_where_its_last_page_says_and_not_behind_its_sound() {
    let skipped = 312;
    let table = [
        (48_000, 993_500),
        (24_000 + skipped, 500_000),
        // Fifty packets hold one second, whatever is said; the beginning is left out.
        (u64::MAX, 993_500),
        (u64::MAX / 2, 993_500),
        (0, 993_500),
        (skipped, 993_500),
    ];
    for (position, micros) in table {
        let voice = read(&made_of(&[40; 50], position)).expect("is one");
        assert_eq!(voice.duration, Duration::from_micros(micros), "{position}");
    }
}

#[test]
fn a_constant_rate_is_neither_loud_nor_silent() {
    // An encoder that keeps to a rate misses it by a little, from one moment to the next.
    let nearly = [[40; 5], [42; 5]].concat().repeat(5);
    for sizes in [vec![40; 50], nearly] {
        let voice = read(&made_of(&sizes, 48_312)).expect("is one");
        assert!(voice.loudness.iter().all(|moment| *moment == EVEN));
    }
}

#[test]
fn a_short_one_has_a_moment_too() {
    let voice = read(&made_of(&[40, 40], 0)).expect("is one");
    assert_eq!(voice.loudness, [EVEN]);
}

#[test]
fn the_loud_half_is_the_one_with_larger_packets_however_long_it_is() {
    for half in [10, 100, 1_000, 20_000] {
        let sizes = [vec![5; half], vec![80; half]].concat();
        let voice = read(&made_of(&sizes, u64::MAX)).expect("is one");
        let moments = voice.loudness.len();
        let (silent, loud) = voice.loudness.split_at(moments / 2);
        assert!(
            silent
                .iter()
                .take(moments / 2 - 1)
                .all(|moment| *moment < 40),
            "{half}"
        );
        assert!(
            loud.iter().skip(1).all(|moment| *moment > 215),
            "{half} {loud:?}"
        );
    }
}

#[test]
fn channels_are_counted() {
    let voice = read(&made_of_packets(2, &vec![packet(30); 10], 0)).expect("is one");
    assert_eq!(voice.channels, 2);
}

#[test]
fn a_packet_without_an_end_is_not_read_to_it() {
    let endless = vec![vec![1 << 3; PACKET_MAX as usize + 70_000]];
    assert_eq!(
        read(&made_of_packets(1, &endless, 0)),
        Err(VoiceError::Damaged)
    );
}

#[test]
fn packets_say_how_long_they_are() {
    let table: [(&[u8], u64); 10] = [
        (&[], 0),
        (&[0 << 3], 480),
        (&[3 << 3], 2_880),
        (&[12 << 3], 480),
        (&[15 << 3], 960),
        (&[16 << 3], 120),
        (&[31 << 3 | 1], 1_920),
        (&[31 << 3 | 3, 3], 2_880),
        (&[3 << 3 | 3, 63], 5_760),
        (&[31 << 3 | 3], 0),
    ];
    for (packet, expected) in table {
        assert_eq!(samples(packet), expected, "{packet:?}");
    }
}

#[test]
fn what_is_no_voice_message_is_refused() {
    let vorbis = [
        b"OggS\0\x02\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0".as_slice(),
        &[0; 40],
    ]
    .concat();
    for file in [b"".as_slice(), b"Ogg", b"RIFF....WAVE", &vorbis, &[0; 4096]] {
        assert_eq!(read(file), Err(VoiceError::NotVoice));
    }
    let no_channels = made_of_packets(0, &[packet(40)], 0);
    assert_eq!(read(&no_channels), Err(VoiceError::NotVoice));
    assert_eq!(
        read(&made_of_packets(1, &[vec![31 << 3 | 3]], 0)),
        Err(VoiceError::Damaged)
    );
    assert_eq!(read(&REAL[..REAL.len() - 1]), Err(VoiceError::Damaged));
    assert_eq!(read(&REAL[..200]), Err(VoiceError::Damaged));
}

proptest! {
    #[test]
    fn a_damaged_one_is_refused_or_read(
        cut in 0..REAL.len(),
        changes in prop::collection::vec((0..REAL.len(), any::<u8>()), 0..6),
    ) {
        let mut file = REAL.to_vec();
        for (at, byte) in changes {
            file[at] = byte;
        }
        file.truncate(REAL.len() - cut);
        if let Ok(voice) = read(&file) {
            prop_assert!(voice.duration <= Duration::from_secs(3));
            prop_assert!((1..=MOMENTS_MAX).contains(&voice.loudness.len()));
        }
    }

    #[test]
    fn garbage_in_packets_is_as_good_as_sound(
        packets in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..100), 1..40),
        position in any::<u64>(),
    ) {
        if let Ok(voice) = read(&made_of_packets(1, &packets, position)) {
            prop_assert!(voice.duration <= Duration::from_millis(120) * 40);
            prop_assert!((1..=MOMENTS_MAX).contains(&voice.loudness.len()));
        }
    }
}
