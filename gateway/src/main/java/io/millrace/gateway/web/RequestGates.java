package io.millrace.gateway.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import reactor.netty.ChannelPipelineConfigurer;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyPipeline;

/**
 * Puts a {@link HeadGuard} before and a {@link RequestGate} behind the HTTP/1.1 codec of every connection. Last of those that
 * build the pipeline, so that they stand next to the codec and the fast lane before them.
 *
 * <p>Of Reactor Netty's limits only that between requests is used. Those for reading a body also count while this side does
 * not read, and a bulk upload is read as fast as its links are made. {@link HeadGuard} counts only while it waits for the
 * client, and {@link Bodies} bounds the time of a body that is read whole.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
final class RequestGates
        implements ChannelPipelineConfigurer, WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {
    private static final String GUARD = "millrace.headGuard";
    private static final String GATE = "millrace.requestGate";

    private final HttpSettings settings;

    RequestGates(HttpSettings settings) {
        this.settings = settings;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(
                server -> server.idleTimeout(settings.idle()).doOnChannelInit(this));
    }

    @Override
    public void onChannelInit(ConnectionObserver observer, Channel channel, @Nullable SocketAddress remote) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NettyPipeline.HttpCodec) == null) {
            return;
        }
        RequestGate gate = new RequestGate(settings);
        pipeline.addBefore(NettyPipeline.HttpCodec, GUARD, gate.guard());
        pipeline.addAfter(NettyPipeline.HttpCodec, GATE, gate);
    }
}
