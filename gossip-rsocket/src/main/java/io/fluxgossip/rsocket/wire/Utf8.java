package io.fluxgossip.rsocket.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** UTF-8 without a copy, and strict; names of ASCII, the rule, are counted and written without a copy. */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    static int size(String text) {
        return ascii(text) == text.length() ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    }

    static void write(String text, ByteBuffer out) {
        int ascii = ascii(text);
        for (int i = 0; i < ascii; i++) {
            out.put((byte) text.charAt(i));
        }
        if (ascii < text.length()) {
            out.put(text.substring(ascii).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** How many characters of ASCII the text begins with. */
    private static int ascii(String text) {
        int length = 0;
        while (length < text.length() && text.charAt(length) < 0x80) {
            length++;
        }
        return length;
    }

    /** The text, or null if the bytes are not valid UTF-8. */
    static @Nullable String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean suspect = text.indexOf(REPLACEMENT) >= 0;
        return suspect && !Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8)) ? null : text;
    }

    /** The longest length up to {@code limit} that cuts no character apart; there must be a byte behind the limit. */
    static int cut(byte[] bytes, int limit) {
        int length = limit;
        while (length > 0 && isContinuation(bytes[length])) {
            length--;
        }
        return length;
    }

    private static boolean isContinuation(byte value) {
        return (value & 0xC0) == 0x80;
    }
}
