//! Adverts that are none.

use super::{POSTING_LIMIT, Posting};
use crate::source::Sources;
use crate::source::report::{MessageFormat, render};

fn refused(bytes: &[u8]) -> String {
    let mut sources = Sources::new();
    let errors = Posting::read("a.txt", bytes, &mut sources).expect_err("no advert");
    render(&errors, &sources, MessageFormat::Short, false)
}

#[test]
fn what_is_no_advert_is_refused_at_its_place() {
    let wide: Vec<u8> = "Cook wanted".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let long = vec![b'a'; usize::try_from(POSTING_LIMIT).expect("small") + 1];
    let all: Vec<String> = [
        &b" \n"[..],
        b"%PDF-1.7",
        b"\0\x01\x02",
        &wide,
        b"Cook \xFF wanted",
        b"\n<!DOCTYPE html>\n<p>Cook wanted</p>",
        b"We are 42.\n",
        &long,
    ]
    .map(refused)
    .into();
    insta::assert_snapshot!(all.concat(), @r"
    a.txt: error[empty-file]: the file is empty; expected a job advert; copy the text of the advert into a plain text file
    a.txt: error[not-plain-text]: found a PDF, expected a job advert as plain text; copy the text of the advert into a plain text file
    a.txt: error[not-plain-text]: found a binary file, expected a job advert as plain text; copy the text of the advert into a plain text file
    a.txt: error[not-utf8]: the file is UTF-16, expected UTF-8; save the file as UTF-8
    a.txt:1:6: error[not-utf8]: byte 0xFF is not UTF-8; the file looks like Windows-1252; save the file as UTF-8
    a.txt:2:1: error[not-plain-text]: found a web page (HTML), expected a job advert as plain text; copy the text of the advert into a plain text file
    a.txt: error[nothing-asked]: the advert has no words to compare with a profile; check that the right text was copied
    a.txt: error[file-too-large]: the input is larger than the limit of 131072 bytes
    ");
}

#[test]
fn the_language_is_told_where_the_advert_says_enough() {
    let language = |text: &str| {
        let posting = Posting::read("a.txt", text.as_bytes(), &mut Sources::new()).expect("an advert").value;
        posting.language().map(|tag| tag.to_string())
    };
    assert_eq!(language("We are looking for a cook").as_deref(), Some("en"));
    assert_eq!(language("Wir suchen eine Köchin für unser Haus").as_deref(), Some("de"));
    assert_eq!(language("Terraform"), None);
}
