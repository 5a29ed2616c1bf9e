package io.millrace.contracts.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The published JSON Schemas (draft 2020-12): one for each event type, and those that they share. */
public final class Schemas {
    /** The schemas' names; an event's schema has the name of its type. */
    public static final List<String> NAMES = List.of(
            "account",
            "link",
            "media",
            "millrace.account.created",
            "millrace.account.deleted",
            "millrace.account.edited",
            "millrace.block",
            "millrace.click",
            "millrace.count",
            "millrace.fanout.deliver",
            "millrace.fanout.enrol",
            "millrace.fanout.withdraw",
            "millrace.feed.delivery",
            "millrace.feed.pull-post",
            "millrace.feed.seen",
            "millrace.follow",
            "millrace.like",
            "millrace.link.created",
            "millrace.link.deleted",
            "millrace.link.edited",
            "millrace.media.deleted",
            "millrace.media.rendered",
            "millrace.media.uploaded",
            "millrace.paste.created",
            "millrace.paste.deleted",
            "millrace.paste.edited",
            "millrace.post.created",
            "millrace.post.deleted",
            "millrace.post.edited",
            "millrace.telemetry.rollup",
            "millrace.trending",
            "millrace.usage",
            "paste",
            "post");

    private Schemas() {}

    /** The text of a schema, or null if there is none of that name. References between schemas are relative file names. */
    public static @Nullable String find(String name) {
        if (!NAMES.contains(name)) {
            return null;
        }
        try (InputStream in = Schemas.class.getResourceAsStream("/schemas/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("The schema " + name + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
