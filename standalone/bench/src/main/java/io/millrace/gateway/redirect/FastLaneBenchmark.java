package io.millrace.gateway.redirect;

import io.millrace.bench.MicroBenchmark;
import io.millrace.gateway.clicks.DrainedJournal;
import io.millrace.gateway.log.Freshness;
import io.millrace.gateway.visitors.LoopbackVisitors;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A visit from its bytes to the bytes of its answer, click in the journal and all, without sockets. The baseline is Netty's
 * HTTP codec with a constant redirect behind it.
 */
@Warmup(iterations = 6, time = 1) // Much code has to be compiled before this is steady.
public class FastLaneBenchmark extends MicroBenchmark {
    private static final int REQUESTS = 1 << 12;

    private final DrainedJournal journal = new DrainedJournal();
    private final CachedLinks links = new CachedLinks();
    private final EmbeddedChannel lane = channel(new FastLane(
            new Crossing(
                    links.cache(),
                    new Freshness(System::nanoTime),
                    journal.clicks(),
                    LoopbackVisitors.create(),
                    new RedirectCounts(),
                    RedirectQuota.NONE,
                    WarmTexts.NONE),
            null));
    private final EmbeddedChannel codec = channel(new HttpServerCodec(), new ConstantRedirect());
    private final ByteBuf[] requests = new ByteBuf[REQUESTS];

    public FastLaneBenchmark() {
        for (int n = 0; n < REQUESTS; n++) {
            requests[n] = Unpooled.directBuffer()
                    .writeBytes(
                            ("GET /" + links.key(n) + " HTTP/1.1\r\nHost: localhost:8080\r\nUser-Agent: Mozilla/5.0 "
                                            + "(X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n"
                                            + "Referer: https://news.example.org/today\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Setup(Level.Invocation)
    public void empty() {
        journal.drain();
    }

    @Benchmark
    @OperationsPerInvocation(DrainedJournal.BURST)
    public int visit() {
        return pass(lane);
    }

    @Benchmark
    @OperationsPerInvocation(DrainedJournal.BURST)
    public int baseline() {
        return pass(codec);
    }

    private int pass(EmbeddedChannel channel) {
        int bytes = 0;
        for (int i = 0; i < DrainedJournal.BURST; i++) {
            channel.writeInbound(requests[i & (REQUESTS - 1)].retainedDuplicate());
            ByteBuf answer = channel.readOutbound();
            bytes += answer.readableBytes();
            answer.release();
        }
        return bytes;
    }

    @TearDown
    public void close() throws IOException {
        journal.close();
    }

    private static EmbeddedChannel channel(ChannelHandler... handlers) {
        EmbeddedChannel channel = new EmbeddedChannel(handlers) {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
            }
        };
        channel.config().setAllocator(PooledByteBufAllocator.DEFAULT);
        return channel;
    }

    private static final class ConstantRedirect extends SimpleChannelInboundHandler<HttpRequest> {
        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // What was written is read from the channel right away.
        protected void channelRead0(ChannelHandlerContext ctx, HttpRequest request) {
            FullHttpResponse answer =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.FOUND, Unpooled.EMPTY_BUFFER);
            answer.headers()
                    .set(HttpHeaderNames.LOCATION, "https://shop.example.com/spring-sale/1234")
                    .set(HttpHeaderNames.CACHE_CONTROL, "private, no-store")
                    .set(HttpHeaderNames.CONTENT_LENGTH, "0");
            ctx.writeAndFlush(answer);
        }
    }
}
