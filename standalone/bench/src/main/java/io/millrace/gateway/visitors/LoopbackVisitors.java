package io.millrace.gateway.visitors;

import java.util.List;

/** Visitors that come from this machine and through no proxy. */
public final class LoopbackVisitors {
    private static final int SECRET_BYTES = 32;

    private LoopbackVisitors() {}

    public static Visitors create() {
        return new Visitors(
                new TrustedProxies(List.of()), Countries.bundled(), new Pseudonyms(new byte[SECRET_BYTES]), null);
    }
}
