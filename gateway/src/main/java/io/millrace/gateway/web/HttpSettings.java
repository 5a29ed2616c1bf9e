package io.millrace.gateway.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long clients may take, so that slow ones cannot hold connections for ever.
 *
 * @param idle between requests; the connection is closed then
 * @param head from a request's first byte to the end of its head
 * @param read between two pieces of a body that is under way
 * @param surplus for the rest of a body after the answer to its request, before the connection is closed
 */
@ConfigurationProperties("millrace.http")
record HttpSettings(
        @DefaultValue("10s") Duration idle,
        @DefaultValue("10s") Duration head,
        @DefaultValue("5s") Duration read,
        @DefaultValue("5s") Duration surplus) {}
