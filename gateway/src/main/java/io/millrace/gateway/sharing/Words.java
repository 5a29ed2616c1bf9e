package io.millrace.gateway.sharing;

import io.millrace.contracts.posts.Attachment;
import io.millrace.contracts.posts.Post;
import org.jspecify.annotations.Nullable;

/** What a post is called, and what it says, in the few words that other apps have room for. Plain text: not escaped. */
final class Words {
    private static final int TITLE = 100;
    private static final int DESCRIPTION = 300;

    private Words() {}

    /** Its title, else how its text begins, else whose it is. */
    static String title(Post post) {
        String title = oneLine(post.title(), TITLE);
        if (!title.isEmpty()) {
            return title;
        }
        String text = oneLine(post.text(), TITLE);
        return text.isEmpty() ? "A post by " + post.author().value() : text;
    }

    /** Its text, else what its photo shows; may be empty. */
    static String description(Post post) {
        String text = oneLine(post.text(), DESCRIPTION);
        return text.isEmpty()
                ? oneLine(Rendition.cover(post).map(Attachment::alt).orElse(null), DESCRIPTION)
                : text;
    }

    /** On one line, and cut between characters with a sign that it goes on. */
    static String oneLine(@Nullable String text, int most) {
        String line = text == null ? "" : text.strip().replaceAll("[\\s\\p{Z}]+", " ");
        if (line.codePointCount(0, line.length()) <= most) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
    }
}
