use proptest::prelude::*;

use super::*;
use crate::source::{Format, parse};

/// Lints a source, and renders each diagnostic as `path: slice | message`.
fn lints(name: &str, text: &str) -> Vec<String> {
    let mut sources = Sources::new();
    let source = sources.add(name, text);
    let mut diagnostics = Diagnostics::new();
    let node = parse(&sources, source, Format::detect(name, text), &mut diagnostics).unwrap();
    assert!(diagnostics.is_empty(), "{diagnostics}");
    lint(&sources, &node, &mut diagnostics);
    let line = |diagnostic: &Diagnostic| {
        format!("{}: {:?} | {}", diagnostic.path, sources.slice(diagnostic.span().unwrap()), diagnostic.problem)
    };
    diagnostics.iter().map(line).collect()
}

fn repairs(text: &str) -> Vec<(String, Option<String>)> {
    damage::find(text).into_iter().map(|damage| (damage.found, damage.repaired)).collect()
}

/// UTF-8 read as Windows-1252, undefined bytes as a browser reads them.
fn damaged(text: &str) -> String {
    text.bytes().map(|byte| crate::source::windows_1252::decode(byte).unwrap_or(char::from(byte))).collect()
}

#[test]
fn damage_is_repaired() {
    for text in [
        "é",
        "É",
        "à",
        "ü",
        "ß",
        "ñ",
        "ô",
        "Ç",
        "’",
        "“",
        "”",
        "…",
        "–",
        "—",
        "•",
        "€",
        "™",
        "©",
        "·",
        "→",
        "✓",
        "★",
        "🧠",
        "🚀",
        "ł",
        "ż",
        "č",
        "š",
        "ğ",
        "Привет",
        "Ελλάδα",
        "שלום",
        "中文",
        "日本語",
        "ế",
        "▪",
        "►",
        "″",
    ] {
        assert_eq!(repairs(&damaged(text)), [(damaged(text), Some(text.to_owned()))], "{text}");
    }
    assert_eq!(
        repairs("aoÃ»t â€” GOÃ›T, siÄ™ mÄ…ka"),
        [
            ("Ã»".into(), Some("û".into())),
            ("â€”".into(), Some("—".into())),
            ("Ã›".into(), Some("Û".into())),
            ("Ä™".into(), Some("ę".into())),
            ("Ä…".into(), Some("ą".into())),
        ]
    );
    assert_eq!(repairs("ÃƒÂ©"), [("ÃƒÂ©".into(), Some("é".into()))]);
    assert_eq!(repairs(&damaged(&damaged("’"))), [(damaged(&damaged("’")), Some("’".into()))]);
}

#[test]
fn damage_with_lost_bytes_is_named() {
    assert_eq!(repairs("ðŸ§ Study"), [("ðŸ§".into(), Some("🧠".into()))]);
    assert_eq!(repairs("ðŸ§\u{A0}Study"), [("ðŸ§\u{A0}".into(), Some("🧠".into()))]);
    assert_eq!(repairs("ðŸ§"), [("ðŸ§".into(), None)]);
    assert_eq!(repairs("ðŸ† won"), [("ðŸ†".into(), None)], "U+1F3C6 without its byte 0x8F");
    assert_eq!(repairs("â€œyesâ€ he said"), [("â€œ".into(), Some("“".into())), ("â€".into(), None)]);
    assert_eq!(repairs("âœˆï¸ and"), [("âœˆ".into(), Some("✈".into())), ("ï¸".into(), None)]);
}

#[test]
fn texts_of_many_languages_are_left_alone() {
    for text in [
        "São Paulo, NÃO, IRMÃ, «MANHÃ», “AMANHÔ, a maçã…",
        "Ã",
        "Â",
        "Ã ",
        "Â ",
        "à",
        "« été », «été»…, l’été–hiver, (été)²",
        "« été\u{A0}», CAFÉ», « CAFÉ\u{A0}», à\u{A0}»…",
        "„Spaß“, Strauß’ Werke, „KÖLN – SPÄ“, GRÜß…",
        "Úžasný příběh, Úšava, Ýž",
        "zażółć gęślą jaźń, „GÓRÓ”",
        "Đã ấn định, ÂN, Ân, Ả, Ấ…",
        "Å i Lofoten, Å, ”SPRÅ”",
        "Það er gott, að\u{A0}»",
        "2×½ m, 3×¼",
        "Ð",
        "5 °C ±2 µm £30 ½ ¿qué? ¡sí! Nº 5 2ª",
        "Привет, мир",
        "naïve œuvre",
        "café™ café®",
        "ÎÏ",
        "👩‍💻 ✓ ★",
        "R² = Ä²",
    ] {
        assert_eq!(repairs(text), [], "{text}");
    }
}

#[test]
fn findings_stand_under_the_very_characters() {
    let text = "name: ZoÃ« and ZoÃ«\nb: \"\\u00C3\\u00A9 caf\\xC3\u{A9}\"\nc: 'it''s â€™ '\nd: >\n  one\n  twoâ€¦\nÃ©: x\ne: \"\\\n   ðŸ§  x\"\n\
                f:\n- \"\"\n- \"a\\u0007\\abc\u{7F}\\x07\"\n- x\u{FFFE}\ng: &a a\u{B}b\nh: *a\ni: \"tab\\tnew\\nline\\r\"\n";
    insta::assert_snapshot!(lints("t.yaml", text).join("\n"));
}

#[test]
fn escapes_of_json_are_followed() {
    let text = "{\"a\": \"\\ud83d\\ude00\\n\\u00c3\\u00a9 \\/ \\u0000\"}";
    insta::assert_snapshot!(lints("t.json", text).join("\n"));
}

#[test]
fn long_texts_are_refused() {
    assert_eq!(lints("t", &format!("a: {}", "é".repeat(100_000))), [""; 0]);
    let found = lints("t", &format!("a: {}", "x".repeat(100_001)));
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with("the text has 100001 characters; the limit is 100000"), "{}", &found[0][100_000..]);
}

proptest! {
    #[test]
    fn repairing_never_panics_and_ranges_fit(text in "[\\PC]{0,30}|[ÂÃÄÅâïðéßÐŸ€™œ§¿»”… \u{80}-\u{BF}a]{0,20}") {
        for damage in damage::find(&text) {
            prop_assert_eq!(text.get(damage.range), Some(damage.found.as_str()));
        }
    }

    #[test]
    fn undamaged_texts_of_europe_are_left_alone(text in "[a-zA-ZàâäæçéèêëîïôöùûüÿñáíóúÀÂÄÆÇÉÈÊËÎÏÔÖÙÛÜÑÁÍÓÚß .,;:!?()'\"-]{0,60}") {
        prop_assert_eq!(repairs(&text), []);
    }

    #[test]
    fn a_character_is_found_where_it_is_written(words in prop::collection::vec("[a-zé😀\"'\\\\]{1,6}", 1..12), mark in 0usize..12, style in 0..6) {
        let mark = mark % words.len();
        let mut words = words;
        words[mark] = "☃".into();
        let text = words.join(" ");
        let yaml = match style {
            0 => format!("a: {}\n", serde_json::to_string(&text).unwrap()),
            1 => format!("a: '{}'\n", text.replace('\'', "''")),
            2 => format!("a: |\n  {text}\n"),
            3 => format!("a: >-\n    {}\n", words.join("\n    ")),
            4 => format!("a: '{}'\n", text.replace('\'', "''").replace(' ', "\n   ")),
            _ => format!("a: {}\n", serde_json::to_string(&text).unwrap().replace(' ', " \\\n   ")),
        };
        let mut sources = Sources::new();
        let source = sources.add("t", yaml);
        let node = parse(&sources, source, Format::Yaml, &mut Diagnostics::new()).unwrap();
        let node = node.get("a").unwrap();
        prop_assert_eq!(node.as_text().map(str::trim_end), Some(text.as_str()));
        let index = text.chars().position(|c| c == '☃').unwrap();
        prop_assert_eq!(sources.slice(locate(&sources, node, index..index + 1)), "☃");
    }
}
