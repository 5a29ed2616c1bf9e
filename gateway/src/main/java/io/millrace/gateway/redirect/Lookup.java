package io.millrace.gateway.redirect;

/** What is known of a key. */
public sealed interface Lookup {
    <R> R accept(Handler<R> handler);

    /** One case for each answer. */
    interface Handler<R> {
        R found(CachedLink link);

        R deleted();

        R unknown();
    }

    /** A link has the key. It may be expired, private or limited. */
    record Found(CachedLink link) implements Lookup {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.found(link);
        }
    }

    /** A link had the key and was deleted. */
    record Deleted() implements Lookup {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.deleted();
        }
    }

    /** No link has the key. */
    record Unknown() implements Lookup {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.unknown();
        }
    }
}
