//! The text in a PDF: every string, whatever object it is in, XMP, attachments, and what image streams say.
//!
//! What is drawn was looked at on the laid-out pages; here it counts what machines read beside it.

use hayro_syntax::Pdf;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object, Stream};

use super::Leaks;
use crate::diagnostic::{Diagnostic, Problem};

/// How deep objects may nest in each other.
const DEPTH: usize = 64;

/// Keys whose strings name character sets and colour spaces or are random bytes.
const NO_TEXT: [&[u8]; 5] = [b"CIDSystemInfo", b"ID", b"Registry", b"Ordering", b"OutputConditionIdentifier"];

pub(super) fn look(bytes: &[u8], leaks: &mut Leaks<'_>) {
    let Ok(pdf) = Pdf::new(bytes.to_vec()) else {
        let message = "cannot read the finished PDF to check it for redacted text".to_owned();
        leaks.found.push(Diagnostic::nowhere(Problem::Internal { message }));
        return;
    };
    for object in pdf.objects() {
        look_at(&object, "in an object of the PDF", 0, leaks);
    }
}

fn look_at(object: &Object<'_>, place: &'static str, depth: usize, leaks: &mut Leaks<'_>) {
    if depth > DEPTH {
        return;
    }
    match object {
        Object::String(string) => {
            for text in texts(string.as_bytes()) {
                leaks.look(&text, &|| place.to_owned());
            }
        }
        Object::Array(array) => items(array, place, depth, leaks),
        Object::Dict(dict) => entries(dict, place, depth, leaks),
        Object::Stream(stream) => {
            entries(stream.dict(), place, depth, leaks);
            content(stream, leaks);
        }
        Object::Null(_) | Object::Boolean(_) | Object::Number(_) | Object::Name(_) => {}
    }
}

fn items(array: &Array<'_>, place: &'static str, depth: usize, leaks: &mut Leaks<'_>) {
    for item in array.raw_iter() {
        if let MaybeRef::NotRef(item) = item {
            look_at(&item, place, depth + 1, leaks);
        }
    }
}

fn entries(dict: &Dict<'_>, place: &'static str, depth: usize, leaks: &mut Leaks<'_>) {
    for (key, value) in dict.entries() {
        let key: &[u8] = &key;
        let MaybeRef::NotRef(value) = value else { continue };
        // Names are words of the format, but where a theme may choose them; those of fonts are their makers'.
        if NO_TEXT.contains(&key) || matches!(value, Object::Name(_)) {
            continue;
        }
        look_at(&value, place_of(key).unwrap_or(place), depth + 1, leaks);
    }
}

/// What a string under a key is, for messages.
fn place_of(key: &[u8]) -> Option<&'static str> {
    Some(match key {
        b"Title" => "in the title or the outline of the PDF",
        b"Author" | b"Subject" | b"Keywords" | b"Creator" | b"Producer" => "in the information of the PDF",
        b"Alt" | b"ActualText" | b"E" | b"TU" => "in an alternative text of the PDF",
        b"URI" => "in a link of the PDF",
        b"F" | b"UF" | b"Desc" => "in the name of an attachment of the PDF",
        b"Contents" => "in an annotation of the PDF",
        _ => return None,
    })
}

/// A string as PDF has it: UTF-16 or UTF-8 with a mark; without one, `PDFDocEncoding`, which Latin-1 comes close to, or UTF-8
/// all the same.
fn texts(bytes: &[u8]) -> Vec<String> {
    let utf16 = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{FFFD}')).collect::<String>()
    };
    match bytes {
        [0xFE, 0xFF, rest @ ..] => vec![utf16(rest, u16::from_be_bytes)],
        [0xFF, 0xFE, rest @ ..] => vec![utf16(rest, u16::from_le_bytes)],
        _ => {
            let mut texts = vec![bytes.iter().map(|byte| char::from(*byte)).collect()];
            if !bytes.is_ascii() {
                texts.extend(String::from_utf8(bytes.to_vec()));
            }
            texts
        }
    }
}

/// What a stream holds, by what it is.
fn content(stream: &Stream<'_>, leaks: &mut Leaks<'_>) {
    let dict = stream.dict();
    let name =
        |key: &str| dict.get::<hayro_syntax::object::Name<'_>>(key).map(|name| name.to_vec()).unwrap_or_default();
    let (kind, subtype) = (name("Type"), name("Subtype"));
    let font = dict.contains_key("Length1") || matches!(subtype.as_slice(), b"CIDFontType0C" | b"Type1C" | b"OpenType");
    if subtype == b"Image" {
        // A JPEG is in the file as it was embedded.
        let raw = stream.raw_data();
        if raw.starts_with(&[0xFF, 0xD8]) {
            super::bitmap(&raw, leaks, &|| "in an image of the PDF".to_owned());
        }
        return;
    }
    if font || matches!(kind.as_slice(), b"CMap" | b"XRef" | b"ObjStm") {
        return;
    }
    let Ok(data) = stream.decoded() else { return };
    if kind == b"Metadata" || subtype == b"XML" {
        super::xml(&String::from_utf8_lossy(&data), leaks, &|| "in the XMP metadata of the PDF".to_owned());
    } else if kind == b"EmbeddedFile" {
        leaks.strings(&data, &|| "in an attachment of the PDF".to_owned());
    } else if dict.contains_key("N") && kind.is_empty() {
        leaks.strings(&data, &|| "in a colour profile of the PDF".to_owned());
    } else {
        properties(&data, leaks);
    }
}

/// Property lists of marked content: alternative texts stand there, too.
fn properties(data: &[u8], leaks: &mut Leaks<'_>) {
    let mut instructions = UntypedIter::new(data);
    while let Some(instruction) = instructions.next() {
        for operand in instruction.operands() {
            if let Object::Dict(dict) = operand {
                entries(dict, "in marked content of the PDF", 0, leaks);
            }
        }
    }
}
