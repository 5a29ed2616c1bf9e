package io.millrace.gateway.redirect;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/** Stands behind the HTTP codec and tells the fast lane when a request that it let pass was answered. */
final class LaneGate extends ChannelOutboundHandlerAdapter {
    private final FastLane lane;

    LaneGate(FastLane lane) {
        this.lane = lane;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean last = message instanceof LastHttpContent
                && !(message instanceof HttpResponse response
                        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL);
        ctx.write(message, promise);
        if (last) {
            lane.reopen();
        }
    }
}
