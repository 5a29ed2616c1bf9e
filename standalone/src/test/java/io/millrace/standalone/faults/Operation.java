package io.millrace.standalone.faults;

import io.millrace.contracts.posts.Audience;
import java.util.Set;

/**
 * Something that a user of a community does.
 *
 * @param kind what
 * @param user who, by number
 * @param other to whom; to nobody where a post is concerned
 * @param post the post's number in its history; -1 where another user is concerned
 * @param audience for whom the post is from then on; null where nobody says
 */
record Operation(Kind kind, int user, int other, int post, Audience audience) {
    static final int NOBODY = -1;

    enum Kind {
        POST,
        EDIT,
        DELETE,
        LIKE,
        UNLIKE,
        FOLLOW,
        UNFOLLOW,
        APPROVE,
        DECLINE,
        BLOCK,
        UNBLOCK,
        /** Reads the own feed, and thereby shows up. */
        LOOK
    }

    static Operation on(Kind kind, int user, int post, Audience audience) {
        return new Operation(kind, user, NOBODY, post, audience);
    }

    static Operation to(Kind kind, int user, int other) {
        return new Operation(kind, user, other, -1, null);
    }

    static Operation look(int user) {
        return new Operation(Kind.LOOK, user, NOBODY, -1, null);
    }

    /** What it reads or changes: operations that have nothing of that in common may be done at once, in whichever order. */
    Set<String> touched(int author) {
        return switch (kind) {
            case LOOK -> Set.of("feed " + user);
            case POST, EDIT, DELETE -> Set.of("post " + post);
            case LIKE, UNLIKE -> Set.of("post " + post, pair(user, author));
            case FOLLOW, UNFOLLOW, APPROVE, DECLINE, BLOCK, UNBLOCK -> Set.of(pair(user, other));
        };
    }

    private static String pair(int one, int other) {
        return "pair " + Math.min(one, other) + " " + Math.max(one, other);
    }

    @Override
    public String toString() {
        return "u" + user + " " + kind + (other == NOBODY ? "" : " u" + other) + (post < 0 ? "" : " #" + post)
                + (audience == null ? "" : " " + audience);
    }
}
