package dev.mayfly.local.glue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One page of a listing; {@code next} is the token for the one behind it, null where there is none because the SDK's builders want it so. */
record GluePage<T>(List<T> items, String next) {
    /** The key behind which a listing goes on; the token is the last key that was given. */
    static String after(String token) {
        try {
            return token == null ? "" : new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw GlueErrors.invalid("Invalid token: " + token);
        }
    }

    /** Fills a page; an entry that {@code read} turns down does not count. */
    static <T> GluePage<T> of(
            Iterator<Map.Entry<String, String>> entries,
            int size,
            Function<Map.Entry<String, String>, Optional<T>> read) {
        List<T> items = new ArrayList<>();
        String last = "";
        while (entries.hasNext()) {
            Map.Entry<String, String> entry = entries.next();
            Optional<T> item = read.apply(entry);
            if (item.isPresent() && items.size() == size) {
                return new GluePage<>(
                        items, Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
            }
            if (item.isPresent()) {
                items.add(item.get());
                last = entry.getKey();
            }
        }
        return new GluePage<>(items, null);
    }
}
