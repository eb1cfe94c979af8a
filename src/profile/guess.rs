//! The language of a profile that names none, told by its texts.
//!
//! Only what is sure counts: a wrong guess sets headings and dates in a language that nobody asked for. So little text, or a
//! language without a locale, gives none. Texts in several languages say theirs themselves and are left aside.

use whatlang::Lang;

use super::LanguageTag;
use crate::source::{Data, Node};

/// Keys of whole sentences and job titles; names and skills tell no language.
const TEXTS: [&str; 8] =
    ["description", "highlights", "label", "position", "reference", "studyType", "summary", "text"];

/// How many characters are looked at.
const ENOUGH: usize = 4000;

/// The fewest letters that tell a language among those that share them.
const LETTERS: usize = 40;

/// The fewest letters of a script that only one of the bundled languages has.
const OWN_LETTERS: usize = 8;

/// Bundled languages by the codes of ISO 639-3 that stand for them; English is what stands in anyway.
const LANGUAGES: [(Lang, &str); 22] = [
    (Lang::Ara, "ar"),
    (Lang::Dan, "da"),
    (Lang::Deu, "de"),
    (Lang::Spa, "es"),
    (Lang::Pes, "fa"),
    (Lang::Fra, "fr"),
    (Lang::Heb, "he"),
    (Lang::Hin, "hi"),
    (Lang::Hun, "hu"),
    (Lang::Ind, "id"),
    (Lang::Ita, "it"),
    (Lang::Jpn, "ja"),
    (Lang::Kor, "ko"),
    (Lang::Nob, "nb"),
    (Lang::Nld, "nl"),
    (Lang::Pol, "pl"),
    (Lang::Por, "pt"),
    (Lang::Rus, "ru"),
    (Lang::Tur, "tr"),
    (Lang::Ukr, "uk"),
    (Lang::Vie, "vi"),
    (Lang::Cmn, "zh"),
];

/// Letters by the scripts that tell most.
#[derive(Debug, Default)]
struct Letters {
    latin: usize,
    han: usize,
    kana: usize,
    hangul: usize,
    hebrew: usize,
    arabic: usize,
    other: usize,
}

/// Returns the language of a profile's texts, if its node names none and its texts leave no doubt.
pub(crate) fn guess_language(profile: &Node) -> Option<LanguageTag> {
    let meta = profile.get("meta");
    if meta.and_then(|meta| meta.get("language")).is_some_and(|language| !language.is_absent()) {
        return None;
    }
    let mut text = String::new();
    collect(profile, "", &mut text);
    LanguageTag::parse(language(&text)?)
}

/// Gathers the texts below a key.
fn collect(node: &Node, key: &str, text: &mut String) {
    if text.len() > ENOUGH {
        return;
    }
    match &node.data {
        Data::Scalar { text: found, .. } if TEXTS.contains(&key) => {
            text.push_str(found);
            text.push('\n');
        }
        Data::Null | Data::Scalar { .. } => {}
        Data::Sequence(items) => items.iter().for_each(|item| collect(item, key, text)),
        Data::Mapping(pairs) => {
            let pairs = pairs.iter().filter(|(key, _)| key.name != "meta" && !key.name.starts_with("x-"));
            pairs.for_each(|(key, value)| collect(value, &key.name, text));
        }
    }
}

/// The tag of the language of a text, where that is sure and not English.
fn language(text: &str) -> Option<&'static str> {
    let letters = Letters::of(text);
    // Tools have names in Latin letters, in every language.
    let own = letters.han + letters.kana + letters.hangul;
    if own >= OWN_LETTERS && own * 3 >= letters.latin {
        return Some(match () {
            () if letters.kana * 20 >= own => "ja",
            () if letters.hangul * 2 >= own => "ko",
            () if is_traditional(text) => "zh-Hant",
            () => "zh",
        });
    }
    if letters.hebrew >= OWN_LETTERS && letters.hebrew * 2 >= letters.latin {
        return Some("he");
    }
    if letters.arabic >= OWN_LETTERS && letters.arabic * 2 >= letters.latin {
        return of_arabic(text);
    }
    let is_other = letters.other * 2 >= letters.latin;
    let alone: String;
    let (text, count) = if is_other {
        alone = text.chars().filter(|c| !c.is_ascii_alphabetic()).collect();
        (alone.as_str(), letters.other)
    } else {
        (text, letters.latin)
    };
    let guess = whatlang::detect(text).filter(|guess| count >= LETTERS && guess.is_reliable())?;
    LANGUAGES.iter().find(|(lang, _)| *lang == guess.lang()).map(|(_, tag)| *tag)
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = Self::default();
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            *match c {
                '\u{3040}'..='\u{30FF}' => &mut letters.kana,
                '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' => &mut letters.han,
                '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}' => &mut letters.hangul,
                '\u{0590}'..='\u{05FF}' => &mut letters.hebrew,
                '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' => &mut letters.arabic,
                '\0'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}' => &mut letters.latin,
                _ => &mut letters.other,
            } += 1;
        }
        letters
    }
}

/// Arabic or Persian by the letters that one has and the other lacks; nothing for Urdu and others that have more of them.
fn of_arabic(text: &str) -> Option<&'static str> {
    let count = |letters: &[char]| text.chars().filter(|c| letters.contains(c)).count();
    let persian = count(&['پ', 'چ', 'ژ', 'گ', 'ک', 'ی']);
    let arabic = count(&['ة', 'ي', 'ك', 'ى', 'إ', 'أ']);
    let others =
        count(&['ٹ', 'ڈ', 'ڑ', 'ے', 'ں', 'ہ', 'ھ', 'ۆ', 'ێ', 'ڵ', 'ڕ', 'ە', 'ټ', 'ډ', 'ړ', 'ښ', 'ۍ', 'ې', 'ڼ']);
    match (arabic, persian, others) {
        (_, _, 1..) => None,
        (arabic, 0, _) if arabic >= 2 => Some("ar"),
        (0, persian, _) if persian >= 2 => Some("fa"),
        _ => None,
    }
}

/// Whether Chinese is written in traditional characters, by common ones that have two forms.
fn is_traditional(text: &str) -> bool {
    const TRADITIONAL: &str = "們個這為與業發專經驗國學開關設計負責團隊項實現應務員網術產機會長東語電話時間數據軟體";
    const SIMPLIFIED: &str = "们个这为与业发专经验国学开关设计负责团队项实现应务员网术产机会长东语电话时间数据软体";
    let both = |c: char| TRADITIONAL.contains(c) && SIMPLIFIED.contains(c);
    let count = |letters: &str| text.chars().filter(|c| letters.contains(*c) && !both(*c)).count();
    count(TRADITIONAL) > count(SIMPLIFIED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::source::{Format, Sources, parse};

    fn guessed(profile: &str) -> Option<String> {
        let mut sources = Sources::new();
        let id = sources.add("p.yaml", profile);
        let node = parse(&sources, id, Format::Yaml, &mut Diagnostics::new()).expect("valid YAML");
        guess_language(&node).map(|tag| tag.to_string())
    }

    #[test]
    fn a_language_is_told_by_a_sentence_or_two() {
        for (text, tag) in [
            ("Ich entwickle seit zehn Jahren Software für Behörden und kleine Betriebe.", "de"),
            ("Développeuse avec dix ans d'expérience en Java et Python.", "fr"),
            ("Desarrollador de software con experiencia en sistemas distribuidos", "es"),
            ("Desenvolvedor com dez anos de experiência em sistemas distribuídos.", "pt"),
            ("Sviluppatore software con esperienza in sistemi distribuiti.", "it"),
            ("Разработчик с десятилетним опытом работы над системами в Go и PostgreSQL.", "ru"),
            ("Розробник з десятирічним досвідом роботи над розподіленими системами.", "uk"),
            ("Yazılım geliştirici, dağıtık sistemlerde on yıllık deneyim.", "tr"),
            ("Programista z dziesięcioletnim doświadczeniem w systemach rozproszonych.", "pl"),
            ("Szoftverfejlesztő tíz év tapasztalattal elosztott rendszerekben.", "hu"),
            ("Lập trình viên với mười năm kinh nghiệm về hệ thống phân tán.", "vi"),
            ("分散システムの開発に十年の経験があります。", "ja"),
            ("负责开发基于 React 和 TypeScript 的网站。", "zh"),
            ("負責開發分散式系統，帶領五人團隊。", "zh-Hant"),
            ("분산 시스템 개발 경력 10년.", "ko"),
            ("خبرة عشر سنوات في Python و PostgreSQL.", "ar"),
            ("مهندس نرم‌افزار با ده سال تجربه در سامانه‌های توزیع‌شده.", "fa"),
            ("מהנדסת תוכנה עם עשר שנות ניסיון.", "he"),
        ] {
            assert_eq!(guessed(&format!("basics: {{summary: \"{text}\", label: X}}")).as_deref(), Some(tag), "{text}");
        }
    }

    #[test]
    fn nothing_is_guessed_where_it_is_not_sure() {
        for text in [
            "Software engineer with ten years of experience in distributed systems.",
            "React, TypeScript, Node.js, GraphQL, PostgreSQL, Docker, Kubernetes, Terraform, Ansible, Jenkins",
            "Senior Java Developer. Led team. Reduced latency. Implemented CI/CD. Mentored juniors.",
            "Built the café ordering system for Zürich and São Paulo, then led the team that rewrote it.",
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore.",
            "سافٹ ویئر انجینئر، دس سال کا تجربہ، لاہور میں",
            "Systemutvecklare med tio års erfarenhet av distribuerade system och ledning av små team.",
            "Entwicklerin",
            "",
        ] {
            assert_eq!(guessed(&format!("basics: {{summary: \"{text}\"}}")), None, "{text}");
        }
    }

    #[test]
    fn a_language_that_is_named_or_marked_is_not_guessed() {
        let text = "Ich entwickle seit zehn Jahren Software für Behörden und kleine Betriebe.";
        assert_eq!(guessed(&format!("basics: {{summary: {text}}}\nmeta: {{language: fr}}")), None);
        assert_eq!(guessed(&format!("basics: {{summary: {{de: {text}, en: I build software.}}}}")), None);
        assert_eq!(
            guessed(&format!("basics: {{name: Ada}}\nwork: [{{highlights: [{{text: {text}}}]}}]")).as_deref(),
            Some("de")
        );
        assert_eq!(guessed(&format!("x-note: {{summary: {text}}}")), None);
    }
}
