package io.millrace.gateway.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** All files of the pages by name. They are read once, because they are few and small. */
final class Assets {
    private static final String ROOT = "/ui/";

    private final Map<String, Asset> byName;
    private final String version;

    private Assets(Map<String, Asset> byName) {
        this.byName = byName;
        this.version = version(byName);
    }

    /** Reads the files from the class path. */
    static Assets load() {
        Map<String, Asset> assets = new TreeMap<>();
        try {
            for (Resource resource : new PathMatchingResourcePatternResolver().getResources("classpath*:ui/**/*.*")) {
                String path = resource.getURL().getPath();
                String name = path.substring(path.lastIndexOf(ROOT) + ROOT.length());
                assets.put(name, Asset.of(name, resource.getContentAsByteArray()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Assets(assets);
    }

    @Nullable
    Asset find(String name) {
        return byName.get(name);
    }

    /** @throws IllegalStateException if there is none of that name, because the build left it out */
    Asset get(String name) {
        Asset asset = find(name);
        if (asset == null) {
            throw new IllegalStateException("The page file ui/" + name + " is missing from the class path");
        }
        return asset;
    }

    /** Names this state of all files: it is part of their addresses, so that browsers may keep them for ever. */
    String version() {
        return version;
    }

    private static String version(Map<String, Asset> assets) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            assets.forEach((name, asset) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(asset.plain());
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
