package io.millrace.gateway.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir
    private Path home;

    @Test
    void allWhoStartAtOnceUseTheSameSecret() throws Exception {
        int starters = 8;
        ExecutorService processes = Executors.newFixedThreadPool(starters);
        for (int round = 0; round < 20; round++) {
            Path fresh = home.resolve("round-" + round);
            CyclicBarrier together = new CyclicBarrier(starters);
            List<Future<byte[]>> read = new ArrayList<>();
            for (int i = 0; i < starters; i++) {
                read.add(processes.submit(() -> {
                    together.await();
                    return new SecretFile(fresh, "short-keys").readOrCreate();
                }));
            }
            Set<String> secrets = new HashSet<>();
            for (Future<byte[]> one : read) {
                secrets.add(HexFormat.of().formatHex(one.get()));
            }
            assertThat(secrets).hasSize(1);
            try (var files = Files.list(fresh.resolve("secrets"))) {
                assertThat(files).hasSize(1);
            }
        }
        processes.shutdown();
    }

    @Test
    void theFileIsForItsOwnerOnlyAndStaysAsItIs() throws Exception {
        byte[] first = new SecretFile(home, "short-keys").readOrCreate();
        assertThat(first).hasSize(32);
        assertThat(new SecretFile(home, "short-keys").readOrCreate()).isEqualTo(first);
        Path file = home.resolve("secrets/short-keys");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
