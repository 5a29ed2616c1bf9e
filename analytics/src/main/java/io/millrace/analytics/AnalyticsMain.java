package io.millrace.analytics;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.PropertySource;

/** Analytics as a process of its own. */
@SpringBootApplication
@PropertySource("classpath:analytics.properties")
public class AnalyticsMain {
    public static void main(String[] args) {
        SpringApplication.run(AnalyticsMain.class, args);
    }
}
