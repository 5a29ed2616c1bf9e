package io.millrace.bench;

import io.millrace.contracts.posts.MediaId;
import io.millrace.standalone.load.KeepAliveConnection;
import io.millrace.standalone.load.KeepAliveConnection.Answer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Fetches all renditions of some photos, decodes them, and counts those that are not as they should be. */
final class PhotoCheck {
    /** What a rendition of a {@link SamplePhotos sample} is called and measures. */
    private record Expected(String name, int width, int height) {}

    private static final List<Expected> RENDITIONS = List.of(
            new Expected("1080", 1080, 1080 * SamplePhotos.HEIGHT / SamplePhotos.WIDTH),
            new Expected("640", 640, 640 * SamplePhotos.HEIGHT / SamplePhotos.WIDTH),
            new Expected("square", 150, 150));

    private final Gateway gateway;

    PhotoCheck(Gateway gateway) {
        this.gateway = gateway;
    }

    /** How many renditions of that many of the photos, taken at random, are not right. */
    int wrong(List<MediaId> photos, int count, long seed) throws IOException {
        List<MediaId> some = new ArrayList<>(photos);
        Collections.shuffle(some, new Random(seed));
        int wrong = 0;
        try (KeepAliveConnection connection = gateway.connect()) {
            for (MediaId photo : some.subList(0, Math.min(count, some.size()))) {
                for (Expected expected : RENDITIONS) {
                    Answer answer = connection.exchange(gateway.get("/media/" + photo + "/" + expected.name()));
                    wrong += is(answer, expected) ? 0 : 1;
                }
            }
        }
        return wrong;
    }

    private static boolean is(Answer answer, Expected expected) throws IOException {
        if (answer.status() != 200) {
            return false;
        }
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(answer.body()));
        return image != null && image.getWidth() == expected.width() && image.getHeight() == expected.height();
    }
}
