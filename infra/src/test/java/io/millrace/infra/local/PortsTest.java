package io.millrace.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir
    private Path home;

    @Test
    void anEngineGetsTheSamePortAtEveryStart() throws IOException {
        Ports ports = new Ports(home);
        int kafka = ports.of("kafka", 0);
        int cassandra = ports.of("cassandra", 0);
        ports.remember();
        assertThat(new Ports(home).of("cassandra", 0)).isEqualTo(cassandra);
        assertThat(new Ports(home).of("kafka", 0)).isEqualTo(kafka);
    }

    /** Above are the ports of outgoing connections: a client that reconnects could be given its server's own. */
    @Test
    void portsDifferAndAreBelowThoseOfOutgoingConnections() throws IOException {
        Ports ports = new Ports(home);
        Set<Integer> all = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            all.add(ports.of("engine" + i, 0));
        }
        assertThat(all).hasSize(100).allMatch(port -> port >= 20_000 && port < 32_768);
    }

    @Test
    void aRememberedPortThatIsTakenIsReplaced() throws IOException {
        Ports ports = new Ports(home);
        int before = ports.of("kafka", 0);
        ports.remember();
        try (ServerSocket other = listening(before)) {
            assertThat(new Ports(home).of("kafka", 0)).isNotEqualTo(other.getLocalPort());
        }
    }

    @Test
    void aPortThatWasAskedForIsTakenOrRefused() throws IOException {
        Ports ports = new Ports(home);
        int free = ports.of("kafka", 0);
        assertThat(ports.of("kafka", free)).isEqualTo(free);
        try (ServerSocket other = listening(free)) {
            assertThatThrownBy(() -> ports.of("kafka", other.getLocalPort()))
                    .isInstanceOf(LocalRuntimeException.class)
                    .hasMessage("Port " + free + " for kafka is taken by another program.");
        }
    }

    private static ServerSocket listening(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }
}
