package io.millrace.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3ServerTest {
    @Test
    void anExistingServerIsDescribedByItsAddressAndTheEnvironment() {
        assertThat(S3Server.existing(
                        " https://s3.example:9000 ",
                        Map.of(
                                "MILLRACE_S3_REGION", "eu-north-1",
                                "MILLRACE_S3_BUCKET", "bytes",
                                "MILLRACE_S3_ACCESS_KEY", "ada",
                                "MILLRACE_S3_SECRET_KEY", "secret")))
                .isEqualTo(new S3Server(URI.create("https://s3.example:9000"), "eu-north-1", "bytes", "ada", "secret"));
    }

    @Test
    void whatTheEnvironmentDoesNotSayIsAsUsual() {
        assertThat(S3Server.existing("http://localhost:9000", Map.of()))
                .isEqualTo(new S3Server(URI.create("http://localhost:9000"), "us-east-1", "millrace", null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:9000", "ftp://localhost", "http:", "/srv/s3", "http://"})
    void anAddressThatIsNoneIsRefusedWithASentence(String address) {
        assertThatThrownBy(() -> S3Server.existing(address, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The address of an S3 server is one such as http://localhost:9000, not '" + address + "'");
    }

    @Test
    void aKeyWithoutItsOtherHalfIsAMistake() {
        assertThatThrownBy(() -> S3Server.existing("http://localhost:9000", Map.of("MILLRACE_S3_ACCESS_KEY", "ada")))
                .hasMessage("Set both MILLRACE_S3_ACCESS_KEY and MILLRACE_S3_SECRET_KEY, or none of them");
    }

    @Test
    void theSecretIsNotShown() {
        assertThat(S3Server.at(URI.create("http://localhost:9000"), "ada", "secret")
                        .toString())
                .isEqualTo("bucket millrace at http://localhost:9000");
    }
}
