package io.millrace.ingest;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** Ingest as a process of its own. */
@EnableAutoConfiguration
@Import(IngestModule.class)
@PropertySource("classpath:ingest.properties")
public class IngestMain {
    public static void main(String[] args) {
        SpringApplication.run(IngestMain.class, args);
    }
}
