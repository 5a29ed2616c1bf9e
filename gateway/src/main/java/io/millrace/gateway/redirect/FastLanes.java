package io.millrace.gateway.redirect;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.annotation.Order;
import reactor.netty.ChannelPipelineConfigurer;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyPipeline;

/**
 * Opens a fast lane on every connection that speaks HTTP/1.1 from the start; the others have the ordinary route alone. Before
 * those customizers that put handlers next to the codec, and not for the port of health and metrics.
 */
@Order(0)
final class FastLanes implements ChannelPipelineConfigurer, WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {
    private static final String LANE = "millrace.fastLane";
    private static final String GATE = "millrace.laneGate";

    private final Crossing crossing;
    private final byte @Nullable [] countryHeader;

    FastLanes(Crossing crossing) {
        this.crossing = crossing;
        String header = crossing.visitors().countryHeader();
        this.countryHeader =
                header == null ? null : header.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.doOnChannelInit(this));
    }

    @Override
    public void onChannelInit(ConnectionObserver observer, Channel channel, @Nullable SocketAddress remote) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NettyPipeline.HttpCodec) == null) {
            return;
        }
        FastLane lane = new FastLane(crossing, countryHeader);
        pipeline.addBefore(NettyPipeline.HttpCodec, LANE, lane);
        pipeline.addAfter(NettyPipeline.HttpCodec, GATE, new LaneGate(lane));
    }
}
