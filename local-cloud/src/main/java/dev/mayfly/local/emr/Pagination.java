package dev.mayfly.local.emr;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;

/** One page of a list, and the marker of the next. */
record Pagination<T>(List<T> page, String marker) {
    static final int MOST = 50;

    static <T> Pagination<T> of(List<T> all, String marker) {
        int from = marker == null ? 0 : position(marker);
        int to = Math.min(all.size(), from + MOST);
        String next = to < all.size()
                ? Base64.getEncoder().encodeToString(Integer.toString(to).getBytes(UTF_8))
                : null;
        return new Pagination<>(all.subList(Math.min(from, all.size()), to), next);
    }

    private static int position(String marker) {
        try {
            return Integer.parseInt(new String(Base64.getDecoder().decode(marker), UTF_8));
        } catch (IllegalArgumentException e) {
            throw ClusterRegistry.invalid("Invalid marker.");
        }
    }
}
