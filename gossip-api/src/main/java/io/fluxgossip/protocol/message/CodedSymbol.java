package io.fluxgossip.protocol.message;

/**
 * The sum of some of the watermarks in a digest: which ones, the place of the symbol in its sketch says. Where two
 * digests have the same watermark it cancels out, so the difference of two symbols is the sum of what differs.
 *
 * @param origins exclusive or of the hashed origins
 * @param watermarks exclusive or of their watermarks
 * @param checks exclusive or of the hashes of both: one that fits stands for one watermark alone
 * @param count how many they are; of a difference, those of one side less those of the other
 */
public record CodedSymbol(long origins, long watermarks, long checks, int count) {

    /** The symbol of no watermark. */
    public static final CodedSymbol ZERO = new CodedSymbol(0, 0, 0, 0);

    /** With the watermarks of another one added, or with {@code sign} -1 taken away. */
    public CodedSymbol plus(CodedSymbol other, int sign) {
        return new CodedSymbol(
                origins ^ other.origins,
                watermarks ^ other.watermarks,
                checks ^ other.checks,
                count + sign * other.count);
    }
}
