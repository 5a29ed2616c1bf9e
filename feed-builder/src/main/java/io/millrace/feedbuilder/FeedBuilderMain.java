package io.millrace.feedbuilder;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.PropertySource;

/** The feed-builder as a process of its own. */
@SpringBootApplication
@PropertySource("classpath:feed-builder.properties")
public class FeedBuilderMain {
    public static void main(String[] args) {
        SpringApplication.run(FeedBuilderMain.class, args);
    }
}
