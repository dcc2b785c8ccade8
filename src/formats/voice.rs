//! Voice messages: Opus in Ogg, which both platforms speak.
//!
//! Nothing is decoded. How long a message is follows from what every packet says about itself. How
//! loud it is from moment to moment is guessed from the sizes of the packets: with a variable rate,
//! which telephones and Discord use, a packet of speech takes several times the bytes of one of
//! silence. That is close enough for a waveform, whose only use is to show where someone speaks. No
//! decoder for Opus in Rust had a past to trust when this was written, and the C library wants CMake.
//!
//! A message is read a packet at a time, so that its length costs no memory.

use std::io::{self, Read, Seek, SeekFrom};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ogg::{OggReadError, PacketReader};

/// Samples a second, by which Opus counts whatever was recorded.
const RATE: u64 = 48_000;

/// A moment of a waveform is a tenth of a second.
const MOMENT: u64 = RATE / 10;

/// The most moments of a waveform.
const MOMENTS_MAX: usize = 256;

/// What stands for loudness where nothing tells loud from silent.
const EVEN: u8 = 128;

/// The most bytes that are read for one packet. Sound takes a few hundred; what a recording is
/// called may bring a picture with it.
const PACKET_MAX: u64 = 2 << 20;

/// A voice message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// How many channels it was recorded in.
    pub channels: u8,
    /// How long it is.
    pub duration: Duration,
    /// How loud it is from moment to moment, from 0 to 255: one value for each tenth of a second,
    /// or 256 if it is longer than that. Never empty.
    pub loudness: Vec<u8>,
}

impl Voice {
    /// The waveform as Discord takes it.
    pub fn waveform(&self) -> String {
        STANDARD.encode(&self.loudness)
    }
}

/// Why a file is no voice message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VoiceError {
    /// It is not Ogg, or holds something else than one stream of Opus.
    #[error("the file is not Opus in Ogg")]
    NotVoice,
    /// It ends too early, contradicts itself or holds no sound.
    #[error("the voice message is damaged")]
    Damaged,
    /// It could not be read.
    #[error("the file cannot be read: {0}")]
    Unreadable(io::ErrorKind),
}

impl From<OggReadError> for VoiceError {
    fn from(error: OggReadError) -> Self {
        match error {
            OggReadError::ReadError(error) => match error.kind() {
                io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => Self::Damaged,
                kind => Self::Unreadable(kind),
            },
            _ => Self::Damaged,
        }
    }
}

/// A file of which no more is read at a time than one packet may take.
struct Rationed<F> {
    file: F,
    left: u64,
}

impl<F: Read> Read for Rationed<F> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a packet has no end"))?;
        Ok(read)
    }
}

impl<F: Seek> Seek for Rationed<F> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Reads a voice message.
///
/// # Errors
///
/// [`VoiceError::NotVoice`] if it is anything else, [`VoiceError::Damaged`] if it is not whole,
/// [`VoiceError::Unreadable`] if the file does not let itself be read.
pub fn read(file: impl Read + Seek) -> Result<Voice, VoiceError> {
    let left = PACKET_MAX;
    let mut packets = PacketReader::new(Rationed { file, left });
    let head = match packets.read_packet().map_err(VoiceError::from) {
        Ok(Some(head)) => head,
        Err(error @ VoiceError::Unreadable(_)) => return Err(error),
        _ => return Err(VoiceError::NotVoice),
    };
    // The name, a version below 16, the channels, and what is to be left out at the beginning.
    let (channels, skipped) = match head.data.as_slice() {
        [
            b'O',
            b'p',
            b'u',
            b's',
            b'H',
            b'e',
            b'a',
            b'd',
            0..16,
            channels,
            low,
            high,
            ..,
        ] if *channels > 0 => (*channels, u64::from(u16::from_le_bytes([*low, *high]))),
        _ => return Err(VoiceError::NotVoice),
    };
    let mut sound = Sound::default();
    let (mut has_tags, mut last_position) = (false, 0);
    while let Some(packet) = packets.read_packet()? {
        packets.get_mut().left = PACKET_MAX;
        if packet.stream_serial() != head.stream_serial() {
            return Err(VoiceError::NotVoice);
        }
        if !has_tags {
            has_tags = true;
            continue;
        }
        sound.add(samples(&packet.data), packet.data.len());
        last_position = packet.absgp_page();
    }
    // The last page says where the sound ends, which may be in the middle of its last packet; it
    // cannot end behind it.
    let said = last_position.saturating_sub(skipped);
    let held = sound.samples.saturating_sub(skipped);
    let samples = if said == 0 { held } else { said.min(held) };
    if samples == 0 {
        return Err(VoiceError::Damaged);
    }
    Ok(Voice {
        channels,
        duration: Duration::from_micros(samples.saturating_mul(1_000) / (RATE / 1_000)),
        loudness: sound.loudness(samples),
    })
}

/// How many samples a packet stands for. <https://www.rfc-editor.org/rfc/rfc6716#section-3.1>
fn samples(packet: &[u8]) -> u64 {
    let Some(first) = packet.first() else {
        return 0;
    };
    let configuration = first >> 3;
    let frame = match configuration {
        // 10, 20, 40 and 60 ms of speech; 10 and 20 of both; 2.5, 5, 10 and 20 of anything.
        0..=11 => [480, 960, 1_920, 2_880][usize::from(configuration % 4)],
        12..=15 => [480, 960][usize::from(configuration % 2)],
        _ => [120, 240, 480, 960][usize::from(configuration % 4)],
    };
    let frames = match first & 3 {
        0 => 1,
        1 | 2 => 2,
        _ => u64::from(packet.get(1).map_or(0, |count| count & 0x3f)),
    };
    // No packet is longer than 120 ms.
    (frame * frames).min(5_760)
}

/// The bytes of each moment of a sound of any length, in a limited number of moments: when there
/// are too many, every two become one.
#[derive(Debug)]
struct Sound {
    samples: u64,
    moment: u64,
    bytes: Vec<u64>,
}

impl Default for Sound {
    fn default() -> Self {
        Self {
            samples: 0,
            moment: MOMENT,
            bytes: Vec::new(),
        }
    }
}

impl Sound {
    fn add(&mut self, samples: u64, bytes: usize) {
        if samples == 0 {
            return;
        }
        let middle = self.samples + samples / 2;
        self.samples += samples;
        while middle / self.moment >= 2 * MOMENTS_MAX as u64 {
            self.moment *= 2;
            self.bytes = self.bytes.chunks(2).map(|pair| pair.iter().sum()).collect();
        }
        let at = usize::try_from(middle / self.moment).unwrap_or(usize::MAX);
        if at >= self.bytes.len() {
            self.bytes.resize(at + 1, 0);
        }
        self.bytes[at] += bytes as u64;
    }

    fn loudness(&self, samples: u64) -> Vec<u8> {
        let moments = usize::try_from(samples.div_ceil(MOMENT)).unwrap_or(MOMENTS_MAX);
        let moments = moments.clamp(1, MOMENTS_MAX);
        let sizes: Vec<u64> = (0..moments)
            .map(|moment| {
                let place = |moment: usize| moment * self.bytes.len() / moments;
                let (from, to) = (place(moment), place(moment + 1).max(place(moment) + 1));
                let own = &self.bytes[from..to.min(self.bytes.len())];
                own.iter().sum::<u64>() / own.len().max(1) as u64
            })
            .collect();
        let quietest = sizes.iter().min().copied().unwrap_or(0);
        let loudest = sizes.iter().max().copied().unwrap_or(0);
        // A constant rate says nothing.
        if loudest - quietest <= loudest / 8 {
            return vec![EVEN; moments];
        }
        let scaled = |size: u64| (size - quietest) * 255 / (loudest - quietest);
        sizes
            .into_iter()
            .map(|size| u8::try_from(scaled(size)).unwrap_or(u8::MAX))
            .collect()
    }
}

#[cfg(test)]
mod tests;
