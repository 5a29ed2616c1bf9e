package io.millrace.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.links.LinkWrites;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.Import;

/** A table class prepares its statements when it is made, so making it against the real schema proves them all. */
class StatementsTest {
    @ParameterizedTest
    @MethodSource("tables")
    void everyStatementFitsTheSchema(Class<?> table) {
        assertThatCode(() -> make(table, TestDatabase.shared())).doesNotThrowAnyException();
    }

    @Test
    void aColumnThatIsMissingStopsTheStartWithASentence() {
        String keyspace = SharedRuntime.freshKeyspace();
        try (Cassandra cassandra = TestDatabase.connect(keyspace)) {
            cassandra
                    .write(SimpleStatement.newInstance("ALTER TABLE links DROP title"))
                    .block(TestDatabase.LIMIT);
            for (Class<?> table : List.of(LinkReads.class, LinkWrites.class)) {
                assertThatThrownBy(() -> make(table, cassandra))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(
                                "The schema of keyspace " + keyspace + " does not fit this version; run the migrations")
                        .hasMessageContaining("title");
            }
        }
    }

    @Test
    void theModuleOffersEveryTableClassThereIs() throws Exception {
        assertThat(tables()).containsExactlyInAnyOrderElementsOf(compiledTables());
    }

    static List<Class<?>> tables() {
        return List.of(StorageModule.class.getAnnotation(Import.class).value());
    }

    /** Every class of this module that is made from the connection first, apart from what the tables themselves use. */
    private static List<Class<?>> compiledTables() throws IOException, URISyntaxException {
        Path root = Path.of(StorageModule.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("-info"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .<Class<?>>map(StatementsTest::load)
                    .filter(type -> type != Claims.class)
                    .filter(type -> Arrays.stream(type.getConstructors())
                            .anyMatch(made ->
                                    Arrays.asList(made.getParameterTypes()).indexOf(Cassandra.class) == 0))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, StatementsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Some tables need others beside the connection. */
    private static Object make(Class<?> table, Cassandra cassandra) throws Throwable {
        Constructor<?> constructor = table.getConstructors()[0];
        List<Object> arguments = new ArrayList<>();
        for (Class<?> type : constructor.getParameterTypes()) {
            arguments.add(type == Cassandra.class ? cassandra : make(type, cassandra));
        }
        try {
            return constructor.newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
