package io.millrace.contracts.event;

import io.millrace.contracts.accounts.AccountEvent;
import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.usage.Usage;
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

    public static final EventFamily<AccountEvent> ACCOUNTS = new EventFamily<>(
            AccountEvent.class,
            Map.of(
                    "millrace.account.created", AccountEvent.AccountCreated.class,
                    "millrace.account.edited", AccountEvent.AccountEdited.class,
                    "millrace.account.deleted", AccountEvent.AccountDeleted.class));

    public static final EventFamily<PasteEvent> PASTES = new EventFamily<>(
            PasteEvent.class,
            Map.of(
                    "millrace.paste.created", PasteEvent.PasteCreated.class,
                    "millrace.paste.edited", PasteEvent.PasteEdited.class,
                    "millrace.paste.deleted", PasteEvent.PasteDeleted.class));

    public static final EventFamily<Usage> USAGE =
            new EventFamily<>(Usage.class, Map.of("millrace.usage", Usage.class));

    public EventFamily {
        types = Map.copyOf(types);
    }

    /** The names by class, for writers. */
    Map<Class<?>, String> names() {
        return types.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }
}
