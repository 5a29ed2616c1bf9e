package io.millrace.gateway.web;

import static java.util.Objects.requireNonNull;

import io.millrace.contracts.event.Json;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind the HTTP codec and lets only requests pass that the rest need not be careful about ({@link RequestRules}). One
 * that is refused is answered with a problem document, after the answers to those before it, and ends its connection: what
 * follows a request that cannot be understood cannot be either.
 */
final class RequestGate extends ChannelDuplexHandler {
    private final HeadGuard guard;
    private final long surplusNanos;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Problem refusal;
    private boolean receiving;
    private int unanswered;

    RequestGate(HttpSettings settings) {
        this.guard = new HeadGuard(this, settings);
        this.surplusNanos = settings.surplus().toNanos();
    }

    HeadGuard guard() {
        return guard;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!isOpen()) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            Problem problem = RequestRules.problem(request);
            if (problem != null) {
                ReferenceCountUtil.release(message);
                refuse(problem);
                return;
            }
            guard.headEnded(request);
            request.setUri(RequestRules.repaired(request.uri()));
            receiving = true;
            unanswered++;
        }
        if (message instanceof LastHttpContent) {
            receiving = false;
            guard.requestEnded();
        }
        ctx.fireChannelRead(message);
    }

    /** Whether requests are still listened to. */
    boolean isOpen() {
        return refusal == null;
    }

    /** Answers what comes now with the problem and lets nothing more pass. */
    void refuse(Problem problem) {
        if (refusal == null) {
            refusal = problem;
            if (unanswered == 0) {
                answer(requireNonNull(context), problem);
            }
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean last = message instanceof LastHttpContent
                && !(message instanceof HttpResponse response
                        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL);
        ctx.write(message, promise);
        if (!last) {
            return;
        }
        unanswered--;
        if (refusal != null && unanswered == 0) {
            answer(ctx, refusal);
        } else if (receiving && unanswered == 0) {
            endSurplus(ctx);
        }
    }

    /** Nobody waits for the rest of a body whose request was answered; the client has a short while to end it. */
    private void endSurplus(ChannelHandlerContext ctx) {
        ctx.executor()
                .schedule(
                        () -> {
                            if (receiving && unanswered == 0) {
                                ctx.close();
                            }
                        },
                        surplusNanos,
                        TimeUnit.NANOSECONDS);
    }

    private static void answer(ChannelHandlerContext ctx, Problem problem) {
        ByteBuf document = Unpooled.wrappedBuffer(Json.MAPPER.writeValueAsBytes(problem.document()));
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(problem.type().status().value()),
                document);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .set(HttpHeaderNames.CONTENT_LENGTH, document.readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
