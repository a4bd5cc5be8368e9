//! Finding by a few letters.

/// How badly typed words match a name, in any case: lower is better, none is no match. Every
/// word must be found, at best as a beginning, at worst letter by letter in order.
pub fn score(name: &str, typed: &str) -> Option<usize> {
    let (name, typed) = (name.to_lowercase(), typed.to_lowercase());
    typed
        .split_whitespace()
        .map(|word| word_score(&name, word))
        .sum()
}

/// Whether every typed word stands in a sentence, in any case.
pub fn has_words(sentence: &str, typed: &str) -> bool {
    let sentence = sentence.to_lowercase();
    let mut words = typed.split_whitespace();
    words.all(|word| sentence.contains(&word.to_lowercase()))
}

fn word_score(name: &str, word: &str) -> Option<usize> {
    if let Some(at) = name.find(word) {
        let before = name[..at].chars().next_back();
        return Some(match before {
            None => 0,
            Some(before) if !before.is_alphanumeric() => 1,
            Some(_) => 3,
        });
    }
    let mut rest = name.chars();
    let mut gaps = 0;
    for letter in word.chars() {
        gaps += rest.by_ref().position(|character| character == letter)?;
    }
    Some(10 + gaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_order_and_letters_only_in_theirs() {
        assert_eq!(score("Poll now", "poll"), Some(0));
        assert_eq!(score("Poll now", "now POLL"), Some(1));
        assert_eq!(score("Poll now", "pn"), Some(14));
        assert_eq!(score("Poll now", "np"), None);
        assert_eq!(score("Poll now", ""), Some(0));
        assert_eq!(score("Öffnen", "ö fn"), Some(3));
        assert_eq!(score("ab", "ab c"), None);
    }

    #[test]
    fn words_of_a_sentence_are_found_whole() {
        assert!(has_words("Asks the NSSO for the result now", "nsso res"));
        assert!(!has_words("Asks the NSSO for the result now", "nro"));
    }

    #[test]
    fn what_is_closer_stands_first() {
        for (name, better, worse, typed) in [
            ("a beginning", "Queue", "Go to queue", "queue"),
            ("the beginning of a word", "Go to log", "Catalogue", "log"),
            ("a piece", "Reveal", "Redraw all", "eal"),
        ] {
            assert!(score(better, typed) < score(worse, typed), "{name}");
        }
    }
}
