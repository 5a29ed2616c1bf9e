package io.millrace.gateway.visitors;

import java.util.Arrays;
import java.util.List;

/** Visitors for tests of other packages. */
public final class TestVisitors {
    private static final Countries COUNTRIES = Countries.bundled();

    private TestVisitors() {}

    /** Visitors behind these proxies. */
    public static Visitors behind(String... proxies) {
        List<Network> networks = Arrays.stream(proxies).map(Network::parse).toList();
        return new Visitors(new TrustedProxies(networks), COUNTRIES, new Pseudonyms(new byte[32]), "CF-IPCountry");
    }
}
