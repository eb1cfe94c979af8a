//! The Windows-1252 encoding, which most text that is not UTF-8 is in, and which most damaged text went through.

/// The characters of the bytes 0x80 to 0x9F; the others are those of Latin-1. `None` marks the five without one.
const HIGH: [Option<char>; 32] = [
    Some('€'),
    None,
    Some('‚'),
    Some('ƒ'),
    Some('„'),
    Some('…'),
    Some('†'),
    Some('‡'),
    Some('ˆ'),
    Some('‰'),
    Some('Š'),
    Some('‹'),
    Some('Œ'),
    None,
    Some('Ž'),
    None,
    None,
    Some('‘'),
    Some('’'),
    Some('“'),
    Some('”'),
    Some('•'),
    Some('–'),
    Some('—'),
    Some('˜'),
    Some('™'),
    Some('š'),
    Some('›'),
    Some('œ'),
    None,
    Some('ž'),
    Some('Ÿ'),
];

/// The character of a byte; none where the encoding leaves the byte undefined.
pub(super) fn decode(byte: u8) -> Option<char> {
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => Some(char::from(byte)),
    }
}

/// The byte that a decoder read when it produced this character. Besides Windows-1252 it knows Latin-1, whose bytes
/// 0x80 to 0x9F are control characters, and which browsers use for the five bytes that Windows-1252 leaves undefined.
pub(super) fn encode(character: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(character) {
        return Some(byte);
    }
    let index = HIGH.iter().position(|high| *high == Some(character))?;
    u8::try_from(0x80 + index).ok()
}
