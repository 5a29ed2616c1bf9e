package io.millrace.gateway.web;

import io.nayuki.qrcodegen.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Draws the QR code of an address, which leads nowhere but to that address and so never changes. */
public final class QrHandler {
    private static final int BORDER = 4;
    private static final int PIXELS = 8;
    private static final int BLACK = 0x000000;
    private static final int WHITE = 0xffffff;
    private static final CacheControl CACHING =
            CacheControl.maxAge(Duration.ofHours(1)).cachePrivate();

    private final Function<ServerRequest, Mono<String>> address;

    /** @param address what to draw for a request; a problem if the caller may not see it */
    public QrHandler(Function<ServerRequest, Mono<String>> address) {
        this.address = address;
    }

    public Mono<ServerResponse> svg(ServerRequest request) {
        return address.apply(request).map(text -> svg(code(text))).flatMap(svg -> ServerResponse.ok()
                .contentType(MediaType.valueOf("image/svg+xml"))
                .cacheControl(CACHING)
                .header("X-Content-Type-Options", "nosniff")
                .bodyValue(svg));
    }

    public Mono<ServerResponse> png(ServerRequest request) {
        return address.apply(request).map(text -> png(code(text))).flatMap(png -> ServerResponse.ok()
                .contentType(MediaType.IMAGE_PNG)
                .cacheControl(CACHING)
                .header("X-Content-Type-Options", "nosniff")
                .bodyValue(png));
    }

    private static QrCode code(String text) {
        return QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    }

    private static String svg(QrCode code) {
        int side = code.size + 2 * BORDER;
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + BORDER)
                            .append(',')
                            .append(y + BORDER)
                            .append("h1v1h-1z");
                }
            }
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side
                + "\" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\""
                + path
                + "\"/></svg>";
    }

    /** Small enough (some 300 pixels a side) to be drawn in less than a millisecond where it is asked for. */
    private static byte[] png(QrCode code) {
        int side = (code.size + 2 * BORDER) * PIXELS;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean dark = code.getModule(x / PIXELS - BORDER, y / PIXELS - BORDER);
                image.setRGB(x, y, dark ? BLACK : WHITE);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
