package io.millrace.gateway.media;

import io.millrace.contracts.posts.MediaId;
import io.millrace.contracts.posts.MediaKind;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where photos and videos are, as they are shown. */
public final class MediaAddresses {
    private static final List<String> OF_PHOTO = List.of("1080", "640", "square");

    private MediaAddresses() {}

    /** The addresses by the names of the sizes; a photo has them when it is rendered. */
    public static Map<String, String> of(MediaId media, MediaKind kind, URI publicUrl) {
        Map<String, String> addresses = new LinkedHashMap<>();
        (kind.isPhoto() ? OF_PHOTO : List.of(RenditionHandler.VIDEO))
                .forEach(name -> addresses.put(name, publicUrl + "/media/" + media + "/" + name));
        return addresses;
    }
}
