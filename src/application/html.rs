//! HTML in the texts of a JSON file, which editors of résumés put there, read as what it means.
//!
//! A tag counts only where it cannot be meant as text: a pair of block tags, a link with its target, a pair of inline tags with
//! no space just inside. So `Vec<b>`, `a < b > c` and a sentence about `<b>` stay as they are. Line breaks and entities are
//! read only in a file that has such tags. In YAML nothing is read, since people write it by hand; it is said once.
//!
//! This works on nodes, before anything is taken out of them, so that a hidden `Smith & Sons` is found where `Smith &amp; Sons`
//! was written. Prose becomes the small Markdown, with its marks escaped where the text had them; any other text is plain.

mod entities;
mod tags;
mod write;

use self::tags::tags;
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Severity, Span};
use crate::source::{Data, Format, Node, Style};

/// Keys of Markdown; languages below them are, too.
const PROSE: [&str; 7] = ["body", "description", "highlights", "items", "reference", "summary", "text"];

/// Keys of plain text that stand below those of Markdown.
const PLAIN: [&str; 18] = [
    "author",
    "date",
    "endDate",
    "id",
    "keywords",
    "kind",
    "label",
    "level",
    "location",
    "name",
    "startDate",
    "status",
    "subtitle",
    "tags",
    "title",
    "url",
    "value",
    "private",
];

/// Reads the HTML in the texts of a profile or a letter that was JSON, and tells of it; in YAML it is only told.
pub(crate) fn read_html(node: &mut Node, format: Format, diagnostics: &mut Diagnostics) {
    let mut found: Option<(Span, String)> = None;
    let mut count = 0;
    each(node, &mut Vec::new(), false, &mut |text, _, span, path, _| {
        if text.contains('<') && tags(text).iter().any(|tag| tag.name != "br") {
            count += 1;
            found.get_or_insert_with(|| (span, path.concat()));
        }
    });
    let Some((span, path)) = found else { return };
    let read = format == Format::Json;
    if read {
        each(node, &mut Vec::new(), false, &mut |text, style, _, _, prose| {
            if !text.contains(['<', '&']) {
                return;
            }
            let tags = tags(text);
            if tags.is_empty() && !prose {
                *text = entities::decoded(text);
            } else {
                *text = if prose { write::markdown(text, &tags) } else { write::plain(text, &tags) };
                *style = Style::Quoted;
            }
        });
    }
    let severity = if read { Severity::Note } else { Severity::Warning };
    let diagnostic = Diagnostic::at(span, Problem::HtmlInText { count, read });
    let path = path.strip_prefix('.').unwrap_or(&path).to_owned();
    diagnostics.push(diagnostic.with_path(path).with_severity(severity));
}

/// What is done with a text: the text, how it was written, where, at which path, and whether it is Markdown.
type Visit<'v> = dyn FnMut(&mut String, &mut Style, Span, &[String], bool) + 'v;

fn each(node: &mut Node, path: &mut Vec<String>, prose: bool, visit: &mut Visit<'_>) {
    match &mut node.data {
        Data::Null => {}
        Data::Scalar { text, style } => visit(text, style, node.span, path, prose),
        Data::Sequence(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                path.push(format!("[{index}]"));
                each(item, path, prose, visit);
                path.pop();
            }
        }
        Data::Mapping(pairs) => {
            for (key, value) in pairs.iter_mut().filter(|(key, _)| !key.name.starts_with("x-")) {
                // What an employer does is one line.
                let line = key.name == "description" && path.first().is_some_and(|first| first == ".work");
                let name = key.name.as_str();
                let prose = !line && (PROSE.contains(&name) || prose && !PLAIN.contains(&name));
                path.push(format!(".{}", key.name));
                each(value, path, prose, visit);
                path.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read_html;
    use crate::diagnostic::{Diagnostics, Severity};
    use crate::source::{Format, Node, Sources, parse};

    fn read(name: &str, text: &str) -> (Node, Vec<(Severity, String, String)>) {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let id = sources.add(name, text);
        let format = Format::detect(name, text);
        let mut node = parse(&sources, id, format, &mut diagnostics).expect("valid");
        read_html(&mut node, format, &mut diagnostics);
        let told = diagnostics.iter().map(|it| (it.severity, it.path.clone(), it.problem.to_string())).collect();
        (node, told)
    }

    fn summary(html: &str) -> String {
        let text = serde_json::json!({ "basics": { "summary": html } }).to_string();
        let (node, _) = read("p.json", &text);
        node.get("basics").and_then(|basics| basics.get("summary")?.as_text()).expect("a text").to_owned()
    }

    #[test]
    fn tags_become_the_markup_that_they_mean() {
        for (html, markdown) in [
            ("<p>Builds <b>fast</b> things.</p>", "Builds **fast** things."),
            ("<p>One</p>\n<p>Two<br/>lines</p>", "One\n\nTwo\nlines"),
            ("<ul><li>a</li><li><em>b</em></li></ul>", "- a\n- *b*"),
            ("Did:<ul>\n <li>a<ul><li>c</li></ul></li>\n <li>b</li>\n</ul>End", "Did:\n\n- a\n  - c\n- b\n\nEnd"),
            ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
            (
                "<a href=\"https://x.org/?a=1&amp;b=2\" target=_blank>the <i>server</i></a>",
                "[the *server*](https://x.org/?a=1&b=2)",
            ),
            ("<strong>5*3*2</strong> &amp; <code>a*b</code>", "**5\\*3\\*2** & `a*b`"),
            ("<p>[x] **not bold** &lt;b&gt;</p>", "\\[x] \\*\\*not bold\\*\\* <b>"),
            ("<h3>Title</h3><div>Text</div>", "**Title**\n\nText"),
            ("<p>fast<b>er</b></p>", "faster"),
            ("<span style='color: red'>a</span><u>b</u> <s>c</s>", "ab ~~c~~"),
            ("<b>a</b>\n• b\n• c", "**a**\n• b\n• c"),
            ("<p>a&nbsp;b &#39;c&#x27; &eacute;&mdash;&unknown; &#0;</p>", "a\u{A0}b 'c' é—&unknown; &#0;"),
            ("<a href='page.html'>a</a> <b>c</b>", "a (page.html) **c**"),
        ] {
            assert_eq!(summary(html), markdown, "{html}");
        }
    }

    #[test]
    fn text_that_only_looks_like_tags_stays() {
        for text in [
            "Vec<b> and Vec<i>",
            "how `<b>` and `</b>` differ",
            "how <b> and </b> differ",
            "how <p> and </p> differ",
            "a < b > c",
            "a<br>b and R&amp;D",
            "<b>",
            "</p>",
            "<script>x</script> <x>y</x>",
            "<a name='x'>y</a>",
        ] {
            assert_eq!(summary(text), text);
        }
    }

    #[test]
    fn one_note_tells_of_a_file_and_plain_texts_are_plain() {
        let text = "{\"basics\": {\"name\": \"A &amp; <b>B</b>\", \"summary\": \"<p>a</p>\"}, \"work\": [{\"name\": \"C &amp; D*\", \
                    \"description\": \"E<br>F &lt;*\"}], \"x-own\": \"<p>g</p>\"}";
        let (node, told) = read("p.json", text);
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].0, told[0].1.as_str()), (Severity::Note, "basics.name"));
        let text = |path: &[&str]| {
            let mut at = &node;
            for step in path {
                at = match &at.data {
                    crate::source::Data::Sequence(items) => &items[0],
                    _ => at,
                };
                at = at.get(step).expect("there");
            }
            at.as_text().expect("a text").to_owned()
        };
        assert_eq!(text(&["basics", "name"]), "A & B");
        assert_eq!(text(&["work", "name"]), "C & D*");
        assert_eq!(text(&["work", "description"]), "E F <*");
        assert_eq!(text(&["x-own"]), "<p>g</p>");
    }

    #[test]
    fn html_in_yaml_stays_as_it_is_with_a_warning() {
        let (node, told) = read("p.yaml", "basics:\n  summary: <p>a &amp; <b>b</b></p>\n");
        assert_eq!(node.get("basics").and_then(|it| it.get("summary")?.as_text()), Some("<p>a &amp; <b>b</b></p>"));
        assert_eq!((told.len(), told[0].0), (1, Severity::Warning));
        assert!(read("p.yaml", "basics: {summary: 'Vec<b> and <br>'}").1.is_empty());
    }
}
