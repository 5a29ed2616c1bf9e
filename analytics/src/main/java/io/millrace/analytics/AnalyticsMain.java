package io.millrace.analytics;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Analytics as a process of its own. */
@SpringBootApplication
public class AnalyticsMain {
    public static void main(String[] args) {
        SpringApplication.run(AnalyticsMain.class, args);
    }
}
