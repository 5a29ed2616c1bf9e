package io.millrace.standalone;

import io.millrace.analytics.AnalyticsModule;
import io.millrace.feedbuilder.FeedBuilderModule;
import io.millrace.gateway.GatewayModule;
import io.millrace.infra.Engines;
import io.millrace.infra.S3Server;
import io.millrace.ingest.IngestModule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The modules, each as it runs alone, in one context with one server. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class)
@Import({GatewayModule.class, IngestModule.class, FeedBuilderModule.class, AnalyticsModule.class})
class Services {
    /**
     * Starts all modules and returns when the server answers.
     *
     * @param home local state: journals, streams, secrets, the log
     * @param port where the gateway listens; health and metrics are one port above
     * @param arguments further settings as {@code --name=value}, which win
     */
    static ConfigurableApplicationContext start(Engines engines, Path home, int port, String... arguments) {
        return new SpringApplicationBuilder(Services.class)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .logStartupInfo(false)
                .properties(settings(engines, home, port))
                .run(arguments);
    }

    /** What has the services keep bytes there instead of in a directory. */
    static Map<String, String> settings(S3Server server) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("millrace.blobs.store", "s3");
        settings.put("millrace.blobs.endpoint", server.endpoint().toString());
        settings.put("millrace.blobs.region", server.region());
        settings.put("millrace.blobs.bucket", server.bucket());
        if (server.accessKey() != null && server.secretKey() != null) {
            settings.put("millrace.blobs.access-key", server.accessKey());
            settings.put("millrace.blobs.secret-key", server.secretKey());
        }
        return settings;
    }

    private static Map<String, Object> settings(Engines engines, Path home, int port) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("spring.application.name", "millrace");
        settings.put("server.port", port);
        settings.put("millrace.management.port", port + 1);
        settings.put("millrace.home", home.toString());
        settings.put("millrace.blobs.directory", home.resolve("blobs").toString());
        settings.put("millrace.public-url", "http://localhost:" + port);
        settings.put("millrace.kafka.bootstrap-servers", engines.kafka());
        settings.put("spring.kafka.bootstrap-servers", engines.kafka());
        settings.put("millrace.cassandra.contact-points", engines.cassandra());
        settings.put("millrace.cassandra.datacenter", engines.datacenter());
        // Who can open a connection from this machine itself need not say who they are.
        settings.put("millrace.anonymous", true);
        // On one machine a proxy, and the demo's visitors, come from the machine itself.
        settings.put("millrace.visitors.trusted-proxies", "127.0.0.0/8,::1");
        // Clients of Kafka tell their whole configuration at every start.
        settings.put("logging.level.org.apache.kafka", "WARN");
        // There is no other instance to keep copies of the state.
        settings.put("millrace.analytics.standbys", 0);
        settings.put("millrace.fanout.standbys", 0);
        settings.put("logging.file.name", home.resolve("logs/millrace.log").toString());
        settings.put("logging.threshold.console", "ERROR");
        return settings;
    }
}
