package io.fluxgossip.model;

/** Names as the wire carries them. */
public final class Names {

    private Names() {}

    /**
     * Bytes of a name in UTF-8.
     *
     * @throws IllegalArgumentException if it has a control character, which could forge lines of a log, or half a
     *     surrogate pair, which UTF-8 cannot express: two such names would be one on the wire
     */
    public static int bytes(String name) {
        int bytes = 0;
        for (int i = 0; i < name.length(); i++) {
            char unit = name.charAt(i);
            if (Character.isISOControl(unit)) {
                throw new IllegalArgumentException(
                        "a name has a control character at " + i + ", U+" + String.format("%04X", (int) unit));
            }
            if (unit < 0x80) {
                bytes += 1;
            } else if (unit < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(unit)) {
                bytes += 3;
            } else if (i + 1 < name.length() && Character.isSurrogatePair(unit, name.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                throw new IllegalArgumentException("a name has half a surrogate pair at character " + i);
            }
        }
        return bytes;
    }
}
