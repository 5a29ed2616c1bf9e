package io.millrace.infra;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an S3-compatible object store is.
 *
 * @param endpoint its address
 * @param region the region that requests are signed for; most servers take any
 * @param bucket the bucket of all objects, made when it is not there
 * @param accessKey the access key; null takes the credentials of the environment, as Amazon's tools do
 * @param secretKey its secret; never shown
 */
public record S3Server(
        URI endpoint,
        String region,
        String bucket,
        @Nullable String accessKey,
        @Nullable String secretKey) {
    /** The environment variable with the address of an existing server. */
    public static final String ENDPOINT_VARIABLE = "MILLRACE_S3";

    /** The environment variable with the bucket of an existing server. */
    public static final String BUCKET_VARIABLE = "MILLRACE_S3_BUCKET";

    /** The environment variable with the region of an existing server. */
    public static final String REGION_VARIABLE = "MILLRACE_S3_REGION";

    /** The environment variable with the access key to an existing server. */
    public static final String ACCESS_KEY_VARIABLE = "MILLRACE_S3_ACCESS_KEY";

    /** The environment variable with the secret of that key: not an option, because command lines can be seen by all. */
    public static final String SECRET_KEY_VARIABLE = "MILLRACE_S3_SECRET_KEY";

    private static final String DEFAULT_REGION = "us-east-1";
    private static final String DEFAULT_BUCKET = "millrace";

    public S3Server {
        String scheme = endpoint.getScheme();
        if (endpoint.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw notAnAddress(endpoint.toString(), null);
        }
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException(
                    "Set both " + ACCESS_KEY_VARIABLE + " and " + SECRET_KEY_VARIABLE + ", or none of them");
        }
    }

    /** A server that is not asked to be in any special region, with the bucket of its own. */
    public static S3Server at(URI endpoint, String accessKey, String secretKey) {
        return new S3Server(endpoint, DEFAULT_REGION, DEFAULT_BUCKET, accessKey, secretKey);
    }

    /**
     * The existing server at this address; the rest is in the environment.
     *
     * @throws IllegalArgumentException with a sentence for people if the address is none, or a key lacks its other half
     */
    public static S3Server existing(String endpoint, Map<String, String> environment) {
        return new S3Server(
                address(endpoint.strip()),
                environment.getOrDefault(REGION_VARIABLE, DEFAULT_REGION),
                environment.getOrDefault(BUCKET_VARIABLE, DEFAULT_BUCKET),
                environment.get(ACCESS_KEY_VARIABLE),
                environment.get(SECRET_KEY_VARIABLE));
    }

    private static URI address(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw notAnAddress(text, e);
        }
    }

    private static IllegalArgumentException notAnAddress(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "The address of an S3 server is one such as http://localhost:9000, not '" + text + "'", cause);
    }

    /** The same server with another bucket. */
    public S3Server withBucket(String other) {
        return new S3Server(endpoint, region, other, accessKey, secretKey);
    }

    /** The secret is left out. */
    @Override
    public String toString() {
        return "bucket " + bucket + " at " + endpoint;
    }
}
