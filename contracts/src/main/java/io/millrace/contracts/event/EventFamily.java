package io.millrace.contracts.event;

import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.telemetry.Rollup;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The event types that one topic carries, by the names that travel in {@code ce_type}. A name, once published, is never
 * given to something else.
 *
 * @param root the type of all of them
 * @param types each event's class by its name
 */
public record EventFamily<E>(Class<E> root, Map<String, Class<? extends E>> types) {
    public static final EventFamily<LinkEvent> LINKS = new EventFamily<>(
            LinkEvent.class,
            Map.of(
                    "millrace.link.created", LinkEvent.LinkCreated.class,
                    "millrace.link.edited", LinkEvent.LinkEdited.class,
                    "millrace.link.deleted", LinkEvent.LinkDeleted.class));

    public static final EventFamily<Click> CLICKS =
            new EventFamily<>(Click.class, Map.of("millrace.click", Click.class));

    public static final EventFamily<Rollup> ROLLUPS =
            new EventFamily<>(Rollup.class, Map.of("millrace.telemetry.rollup", Rollup.class));

    public EventFamily {
        types = Map.copyOf(types);
    }

    /** The names by class, for writers. */
    Map<Class<?>, String> names() {
        return types.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }
}
