package dev.mayfly.local.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** Where a list goes on: opaque, as S3's tokens are, since the key itself might be no XML. */
final class ListTokens {
    private static final String MARK = "after:";

    static String write(String key) {
        return Base64.getUrlEncoder().encodeToString((MARK + key).getBytes(UTF_8));
    }

    /** The key after which a list goes on. */
    static String read(String token) {
        return new String(Base64.getUrlDecoder().decode(token), UTF_8).substring(MARK.length());
    }

    static boolean isToken(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), UTF_8).startsWith(MARK);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private ListTokens() {}
}
