//! Files that people send, as small as can be and of the kind that they claim to be.

use conecta_sandbox::whatsapp::Attachment;

/// A photograph that can be told from others.
pub fn photo(tag: &str) -> Attachment {
    let mut bytes =
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00".to_vec();
    bytes.extend(tag.as_bytes());
    Attachment::new("image/jpeg", bytes)
}

/// A film.
pub fn film(tag: &str) -> Attachment {
    let mut bytes = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom".to_vec();
    bytes.extend(tag.as_bytes());
    Attachment::new("video/mp4", bytes)
}

/// A document of this name.
pub fn document(name: &str) -> Attachment {
    Attachment::new("application/pdf", *b"%PDF-1.7\n%%EOF\n").filename(name)
}

/// A voice note of two seconds and a half.
pub fn voice_note() -> Attachment {
    let spoken = include_bytes!("../../../src/formats/samples/voice.ogg");
    Attachment::new("audio/ogg; codecs=opus", *spoken)
}
