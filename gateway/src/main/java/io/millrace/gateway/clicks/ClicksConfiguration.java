package io.millrace.gateway.clicks;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.millrace.contracts.Topics;
import io.millrace.gateway.GatewayProperties;
import io.millrace.gateway.log.ClickProducer;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way of clicks as the settings have it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClickSettings.class)
class ClicksConfiguration {
    /** Before the web server, and ends after it has drained: a visit that is answered can be recorded. */
    private static final int PHASE = 0;

    @Bean(destroyMethod = "")
    ClickWay clickWay(ClickSettings settings, GatewayProperties gateway) throws IOException {
        Function<String, ClickProducer> producers = name -> new ClickProducer(
                gateway.brokers(), Topics.CLICKS.name(gateway.topics().prefix()), name);
        if (!settings.journal()) {
            return new DirectWay(() -> producers.apply("direct"));
        }
        JournalSettings journal = JournalSettings.in(
                Objects.requireNonNullElse(settings.directory(), gateway.home().resolve("journal")),
                settings.maxSize().toBytes());
        return new JournaledWay(journal, producers);
    }

    @Bean
    Clicks clicks(ClickWay way) {
        return new Clicks(way.sink());
    }

    @Bean
    SmartLifecycle clickLifecycle(ClickWay way) {
        return new ClickLifecycle(way);
    }

    @Bean
    MeterBinder clickMetrics(ClickWay way) {
        return registry -> {
            FunctionCounter.builder("millrace.clicks.shipped", way, ClickWay::shipped)
                    .description("Clicks that the brokers have acknowledged")
                    .register(registry);
            FunctionCounter.builder("millrace.clicks.dropped", way, ClickWay::dropped)
                    .description("Clicks that were lost for want of room")
                    .register(registry);
            Gauge.builder("millrace.clicks.backlog", way, ClickWay::backlogBytes)
                    .description("What waits in the click journal")
                    .baseUnit("bytes")
                    .register(registry);
            Gauge.builder("millrace.clicks.unsafe", way, ClickWay::unsafe)
                    .description("Clicks that wait in the heap, where a kill would lose them")
                    .register(registry);
        };
    }

    private static final class ClickLifecycle implements SmartLifecycle {
        private final ClickWay way;
        private volatile boolean running;

        ClickLifecycle(ClickWay way) {
            this.way = way;
        }

        @Override
        public void start() {
            way.start();
            running = true;
        }

        @Override
        public void stop() {
            running = false;
            way.close();
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return PHASE;
        }
    }
}
