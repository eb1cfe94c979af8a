//! The themes that come with curricle. A test holds that every file under `themes/` is named here.

/// A theme and its files, as they are at build time.
macro_rules! theme {
    ($theme:literal: $($file:literal),*) => {
        ($theme, &[$(($file, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/", $theme, "/", $file)))),*])
    };
}
/// Files by their path in the theme, with what they hold.
pub(super) type BuiltInFiles = &'static [(&'static str, &'static [u8])];

/// Themes with their files and what these hold.
pub(super) const THEMES: &[(&str, BuiltInFiles)] = &[
    theme!("banner": "status.typ", "theme.typ", "theme.yaml"),
    theme!(
        "base":
        "blocks.typ", "direction.typ", "header.typ", "header.typ.j2", "icons/LICENSE-bootstrap-icons.txt", "icons/LICENSE-simple-icons.md",
        "icons/README.md", "icons/arxiv.svg", "icons/behance.svg", "icons/bitbucket.svg", "icons/bluesky.svg",
        "icons/codeberg.svg", "icons/codeforces.svg", "icons/devdotto.svg", "icons/discord.svg", "icons/dribbble.svg",
        "icons/envelope.svg", "icons/facebook.svg", "icons/figma.svg", "icons/geo-alt.svg", "icons/github.svg",
        "icons/gitlab.svg", "icons/globe2.svg", "icons/googlescholar.svg", "icons/hackerrank.svg",
        "icons/hashnode.svg", "icons/huggingface.svg", "icons/instagram.svg", "icons/kaggle.svg",
        "icons/leetcode.svg", "icons/link-45deg.svg", "icons/linkedin.svg", "icons/mastodon.svg", "icons/medium.svg",
        "icons/npm.svg", "icons/orcid.svg", "icons/pypi.svg", "icons/reddit.svg", "icons/researchgate.svg",
        "icons/stack-overflow.svg", "icons/substack.svg", "icons/telegram.svg", "icons/telephone.svg",
        "icons/threads.svg", "icons/twitter-x.svg", "icons/whatsapp.svg", "icons/xing.svg", "icons/ycombinator.svg",
        "icons/youtube.svg", "letter.typ", "letter.typ.j2", "measures.typ", "pages.typ", "resume.typ.j2", "text.typ", "theme.typ", "theme.yaml"
    ),
    theme!("folio": "citation.typ", "theme.typ", "theme.yaml"),
    theme!("ledger": "theme.typ", "theme.yaml"),
    theme!("meridian": "theme.typ", "theme.yaml"),
    theme!("plain": "theme.typ", "theme.yaml"),
    theme!("sidebar": "panel.typ", "pieces.typ", "theme.typ", "theme.yaml"),
];

/// The files of a theme.
pub(super) fn files(name: &str) -> Option<BuiltInFiles> {
    THEMES.iter().find(|(theme, _)| *theme == name).map(|(_, files)| *files)
}

/// Whether this is a built-in file, by its path below `themes/`, that nobody changed.
pub(crate) fn is_built_in(path: &str, bytes: &[u8]) -> bool {
    let known = path.split_once('/').and_then(|(theme, file)| {
        let (_, known) = files(theme)?.iter().find(|(name, _)| *name == file)?;
        Some(*known)
    });
    known == Some(bytes)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    fn collect(folder: &Path, prefix: &str, out: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.path().is_dir() {
                collect(&entry.path(), &format!("{name}/"), out);
            } else {
                out.push(name);
            }
        }
    }

    #[test]
    fn every_file_under_themes_is_built_in() {
        let mut on_disk = Vec::new();
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("themes"), "", &mut on_disk);
        on_disk.sort();
        let in_theme = |(theme, files): &(&str, super::BuiltInFiles)| -> Vec<String> {
            files.iter().map(|(file, _)| format!("{theme}/{file}")).collect()
        };
        let mut built_in: Vec<String> = super::THEMES.iter().flat_map(in_theme).collect();
        built_in.sort();
        assert_eq!(built_in, on_disk);
    }
}
