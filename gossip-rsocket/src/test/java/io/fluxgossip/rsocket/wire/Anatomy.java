package io.fluxgossip.rsocket.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import io.fluxgossip.rsocket.wire.proto.Proto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in the bytes of a frame, at every depth, the tags stand and the lengths.
 *
 * @param lengths offset of each length
 */
record Anatomy(List<Integer> tags, List<Integer> lengths) {

    static Anatomy of(byte[] frame) throws IOException {
        Anatomy anatomy = new Anatomy(new ArrayList<>(), new ArrayList<>());
        anatomy.add(CodedInputStream.newInstance(frame), Proto.Envelope.getDescriptor());
        return anatomy;
    }

    private void add(CodedInputStream in, Descriptor message) throws IOException {
        while (!in.isAtEnd()) {
            tags.add(in.getTotalBytesRead());
            int tag = in.readTag();
            if (WireFormat.getTagWireType(tag) != Tags.LENGTH) {
                in.skipField(tag);
                continue;
            }
            lengths.add(in.getTotalBytesRead());
            FieldDescriptor field = message.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                int outer = in.pushLimit(in.readRawVarint32());
                add(in, field.getMessageType());
                in.popLimit(outer);
            } else {
                in.skipRawBytes(in.readRawVarint32());
            }
        }
    }
}
