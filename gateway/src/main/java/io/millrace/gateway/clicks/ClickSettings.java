package io.millrace.gateway.clicks;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How clicks reach the log.
 *
 * @param journal whether clicks are written to a journal on disk before they are answered; without it a crash or a long
 *     outage of the brokers loses some
 * @param directory where the journal is, one for each gateway; {@code journal} under {@code millrace.home} when left out
 * @param maxSize how large the journal may grow while the brokers are away; beyond it clicks are dropped and counted
 */
@ConfigurationProperties("millrace.clicks")
record ClickSettings(
        @DefaultValue("true") boolean journal,
        @Nullable Path directory,
        @DefaultValue("1GB") DataSize maxSize) {}
