package io.millrace.gateway.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the HTTP codec and looks at requests as they are written, for what the codec passes over: header lines that
 * are folded (RFC 9112, section 5.2), heads that take too long to come, and bodies that stop coming. A body's time runs only
 * while this side wants to read, so an upload that waits for its own work is not cut.
 *
 * <p>It gives the codec one request at a time: bytes are cut where a head ends, and where a body ends or may end. Whether a
 * body follows is what the codec made of the head; {@link RequestGate} behind it passes that on.
 */
final class HeadGuard extends ChannelDuplexHandler {
    private static final long UNKNOWN = -1;

    private final RequestGate gate;
    private final HttpSettings settings;
    /** Whether a head is read now; else a body. */
    private boolean head = true;
    /** Whether a byte of the head has come. */
    private boolean begun;

    private boolean firstLine;
    private boolean lineStart;
    private boolean blankLine;
    private long body;
    private @Nullable Future<?> deadline;

    HeadGuard(RequestGate gate, HttpSettings settings) {
        this.gate = gate;
        this.settings = settings;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ctx.fireChannelRead(message);
            return;
        }
        if (!head) {
            forget();
        }
        try {
            while (bytes.isReadable() && gate.isOpen()) {
                int length = next(bytes);
                if (length < 0) {
                    gate.refuse(Problem.of(ProblemType.MALFORMED_REQUEST, "A header line is folded; write it in one"));
                } else {
                    ctx.fireChannelRead(bytes.readRetainedSlice(length));
                }
            }
        } finally {
            bytes.release();
        }
        if (head && begun && deadline == null && gate.isOpen()) {
            limit(ctx, settings.head(), this::headIsLate);
        }
    }

    /** How many bytes may go on together; -1 if they must not. */
    private int next(ByteBuf bytes) {
        if (!head && body > 0) {
            int length = (int) Math.min(body, bytes.readableBytes());
            body -= length;
            return length;
        }
        for (int i = bytes.readerIndex(); i < bytes.writerIndex(); i++) {
            byte b = bytes.getByte(i);
            if (head && !begun) {
                if (b == '\r' || b == '\n') {
                    continue;
                }
                begun = true;
                firstLine = true;
                blankLine = false;
            }
            if (head && lineStart && !firstLine && (b == ' ' || b == '\t')) {
                return -1;
            }
            lineStart = b == '\n';
            if (lineStart && blankLine) {
                return i + 1 - bytes.readerIndex();
            }
            firstLine &= !lineStart;
            blankLine = lineStart || blankLine && b == '\r';
        }
        return bytes.readableBytes();
    }

    /** The codec has read a head. */
    void headEnded(HttpRequest request) {
        forget();
        head = false;
        body = HttpUtil.getContentLength(request, UNKNOWN);
    }

    /** The codec has read a request to its end. */
    void requestEnded() {
        forget();
        head = true;
        begun = false;
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (!head) {
            forget();
            limit(ctx, settings.read(), this::bodyIsLate);
        }
        ctx.read();
    }

    private void headIsLate(ChannelHandlerContext ctx) {
        gate.refuse(Problem.of(ProblemType.REQUEST_TIMEOUT, "The head of the request did not come to its end in time"));
    }

    /** Whoever reads the body is told, and answers before the connection is closed; unless they have stopped reading. */
    private void bodyIsLate(ChannelHandlerContext ctx) {
        if (ctx.channel().config().isAutoRead()) {
            ctx.fireExceptionCaught(ReadTimeoutException.INSTANCE);
            ctx.close();
        }
    }

    private void limit(ChannelHandlerContext ctx, Duration time, Consumer<ChannelHandlerContext> late) {
        deadline = ctx.executor().schedule(() -> late.accept(ctx), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void forget() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        forget();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        forget();
        ctx.fireChannelInactive();
    }
}
