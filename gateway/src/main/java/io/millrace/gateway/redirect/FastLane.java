package io.millrace.gateway.redirect;

import io.millrace.gateway.clicks.VisitBytes;
import io.millrace.gateway.redirect.WarmTexts.WarmText;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Answers visits of links and reads of texts that are in memory and open to all, from the raw bytes, before the HTTP codec and
 * the web framework. Everything else goes on unchanged to those behind. The lane is open only while nothing else is under way on
 * its connection: it lets one plain request without a body pass, and is open again when that was answered
 * ({@link LaneGate}); after anything else it stays closed for good, and the connection is served by those behind.
 */
final class FastLane extends ChannelDuplexHandler {
    private static final int SCRATCH_BYTES = 64 * 1024;
    private static final int MAX_ANSWERS_BYTES = 32 * 1024;
    private static final int ANSWER_BYTES = 512;
    private static final long IDLE_RESET_MILLIS = 250;
    private static final byte[] END = {'\r', '\n', '\r', '\n'};
    private static final RedirectHead HEAD = new RedirectHead();

    private static final FastThreadLocal<byte[]> SCRATCH = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[SCRATCH_BYTES];
        }
    };

    private final Crossing crossing;
    private final LongAdder answered;
    private final RequestHead head;
    private State state = State.OPEN;
    private boolean passedOn;
    private boolean answeredHere;
    private boolean readWhenWritable;
    private long idleReset;

    private @Nullable InetAddress peer;
    private boolean proxied;
    private @Nullable VisitBytes visit;
    private byte[] visitKey = {};
    private long visitDay = Long.MIN_VALUE;

    private enum State {
        /** Nothing is under way. */
        OPEN,
        /** One request is with those behind. */
        WAITING,
        /** Those behind have the connection. */
        CLOSED
    }

    FastLane(Crossing crossing, byte @Nullable [] countryHeader) {
        this.crossing = crossing;
        this.answered = crossing.counts().of(RedirectCounts.Answer.FAST);
        this.head = new RequestHead(countryHeader);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (state != State.OPEN || !(message instanceof ByteBuf bytes)) {
            state = State.CLOSED;
            passedOn = true;
            ctx.fireChannelRead(message);
            return;
        }
        int rest;
        try {
            rest = answer(ctx, bytes);
        } catch (RuntimeException | Error e) {
            bytes.release();
            throw e;
        }
        if (rest == 0) {
            bytes.release();
        } else {
            passedOn = true;
            ctx.fireChannelRead(bytes.skipBytes(bytes.readableBytes() - rest));
        }
    }

    /** Answers what it can, sets the state for the rest, and returns how many bytes that is. */
    private int answer(ChannelHandlerContext ctx, ByteBuf bytes) {
        int to = bytes.readableBytes();
        if (to > SCRATCH_BYTES) {
            state = State.CLOSED;
            return to;
        }
        byte[] scratch = SCRATCH.get();
        bytes.getBytes(bytes.readerIndex(), scratch, 0, to);
        ByteBuf answers = null;
        int from = 0;
        while (from < to) {
            int end = head.read(scratch, from, to);
            ByteBuf more = end > 0 && isWritable(ctx, answers) ? answer(ctx, scratch, answers) : null;
            if (more == null) {
                state = end == to ? State.WAITING : State.CLOSED;
                break;
            }
            answers = more;
            from = end;
        }
        if (answers != null) {
            answeredHere = true;
            ctx.write(answers, ctx.voidPromise());
        }
        return to - from;
    }

    private static boolean isWritable(ChannelHandlerContext ctx, @Nullable ByteBuf answers) {
        return ctx.channel().isWritable() && (answers == null || answers.readableBytes() < MAX_ANSWERS_BYTES);
    }

    /** Adds the answer to the request that was read last; null if that is not for the lane. */
    private @Nullable ByteBuf answer(ChannelHandlerContext ctx, byte[] bytes, @Nullable ByteBuf answers) {
        if (head.isVisit()) {
            String key = text(bytes, head.key);
            CachedLink link = servable(key);
            return link == null ? null : redirect(ctx, bytes, key, link, answers);
        }
        if (head.isRead()) {
            String key = text(bytes, head.key);
            WarmText text = crossing.texts().peek(key);
            return text == null ? null : giveOut(ctx, bytes, key, text, answers);
        }
        return null;
    }

    private ByteBuf redirect(
            ChannelHandlerContext ctx, byte[] bytes, String key, CachedLink link, @Nullable ByteBuf answers) {
        long now = System.currentTimeMillis();
        crossing.clicks().redirected(now, key, link.owner(), referrer(bytes), visit(ctx, bytes, now));
        answered.increment();
        return room(ctx, answers, ANSWER_BYTES)
                .writeBytes(HEAD.at(now))
                .writeBytes(link.locationBytes())
                .writeBytes(END);
    }

    private ByteBuf giveOut(
            ChannelHandlerContext ctx, byte[] bytes, String key, WarmText text, @Nullable ByteBuf answers) {
        long now = System.currentTimeMillis();
        crossing.clicks().read(now, key, text.owner(), referrer(bytes), visit(ctx, bytes, now));
        return room(ctx, answers, text.head().length + text.body().length)
                .writeBytes(text.head())
                .writeBytes(text.body());
    }

    private static ByteBuf room(ChannelHandlerContext ctx, @Nullable ByteBuf answers, int length) {
        return answers == null ? ctx.alloc().ioBuffer(length) : answers;
    }

    private @Nullable CachedLink servable(String key) {
        CachedLink link = crossing.cache().peek(key);
        boolean servable = link != null
                && link.isPlain()
                && !(link.forwardsQuery() && head.hasQuery())
                && !link.isExpired(System.currentTimeMillis())
                && !crossing.quota().isSuspect(link.owner())
                && crossing.freshness().isBearable();
        return servable ? link : null;
    }

    private @Nullable String referrer(byte[] bytes) {
        return head.referrer.isPresent() ? text(bytes, head.referrer) : null;
    }

    /** Who visits; found out once for the requests of a connection that say the same of it. */
    private VisitBytes visit(ChannelHandlerContext ctx, byte[] bytes, long now) {
        long day = Math.floorDiv(now, 86_400_000L);
        InetAddress known = peer;
        if (known == null) {
            known = ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress();
            peer = known;
            proxied = crossing.visitors().isProxy(known);
        }
        VisitBytes same = visit;
        if (same != null && day == visitDay && isSameVisitor(bytes)) {
            return same;
        }
        String userAgent = head.userAgent.isPresent() ? text(bytes, head.userAgent) : null;
        String forwardedFor = proxied && head.forwardedFor.isPresent() ? text(bytes, head.forwardedFor) : null;
        String country = proxied && head.country.isPresent() ? text(bytes, head.country) : null;
        VisitBytes found =
                VisitBytes.of(crossing.visitors().visitor(known, forwardedFor, country, userAgent, day), userAgent);
        visit = found;
        visitDay = day;
        visitKey = visitorKey(bytes);
        return found;
    }

    private boolean isSameVisitor(byte[] bytes) {
        int end = matches(bytes, head.userAgent, 0);
        if (proxied) {
            end = matches(bytes, head.forwardedFor, end);
            end = matches(bytes, head.country, end);
        }
        return end == visitKey.length;
    }

    private int matches(byte[] bytes, RequestHead.Part part, int at) {
        int length = part.length();
        int end = at + length + 1;
        if (at < 0 || end > visitKey.length || visitKey[end - 1] != (part.isPresent() ? 1 : 0)) {
            return -1;
        }
        return length == 0 || Arrays.equals(bytes, part.start, part.end, visitKey, at, at + length) ? end : -1;
    }

    private byte[] visitorKey(byte[] bytes) {
        byte[] key = new byte[3 + head.userAgent.length() + head.forwardedFor.length() + head.country.length()];
        int length = append(bytes, head.userAgent, key, 0);
        if (proxied) {
            length = append(bytes, head.forwardedFor, key, length);
            length = append(bytes, head.country, key, length);
        }
        return Arrays.copyOf(key, length);
    }

    private static int append(byte[] bytes, RequestHead.Part part, byte[] key, int at) {
        int length = part.length();
        if (length > 0) {
            System.arraycopy(bytes, part.start, key, at, length);
        }
        key[at + length] = (byte) (part.isPresent() ? 1 : 0);
        return at + length + 1;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        boolean forOthers = passedOn;
        passedOn = false;
        if (answeredHere) {
            answeredHere = false;
            ctx.flush();
            stayAlive(ctx);
        }
        if (forOthers) {
            ctx.fireChannelReadComplete();
        } else if (ctx.channel().isWritable()) {
            ctx.read();
        } else {
            readWhenWritable = true;
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (readWhenWritable && ctx.channel().isWritable()) {
            readWhenWritable = false;
            ctx.read();
        }
        ctx.fireChannelWritabilityChanged();
    }

    /** The answer to the one request that was let pass is written. */
    void reopen() {
        if (state == State.WAITING) {
            state = State.OPEN;
        }
    }

    /** The idle timeout is behind the lane and does not see what is answered here. */
    private void stayAlive(ChannelHandlerContext ctx) {
        long now = System.currentTimeMillis();
        if (now - idleReset > IDLE_RESET_MILLIS) {
            idleReset = now;
            if (ctx.pipeline().get(NettyPipeline.IdleTimeoutHandler) instanceof IdleStateHandler idle) {
                idle.resetReadTimeout();
            }
        }
    }

    private static String text(byte[] bytes, RequestHead.Part part) {
        return new String(bytes, part.start, part.end - part.start, StandardCharsets.ISO_8859_1);
    }
}
