package hocket.jackson3;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TreeNode;
import tools.jackson.core.tree.ArrayTreeNode;
import tools.jackson.core.tree.ObjectTreeNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What generators know of the mapper: how to write a value, if a serializer asks its generator to, and none of its
 * settings for generators. Safe for use by several threads.
 */
final class WriteContext extends ObjectWriteContext.Base {
    private final ObjectMapper mapper;
    private final TokenStreamFactory factory;

    WriteContext(ObjectMapper mapper, TokenStreamFactory factory) {
        this.mapper = mapper;
        this.factory = factory;
    }

    @Override
    public TokenStreamFactory tokenStreamFactory() {
        return factory;
    }

    @Override
    public ArrayTreeNode createArrayNode() {
        return mapper.createArrayNode();
    }

    @Override
    public ObjectTreeNode createObjectNode() {
        return mapper.createObjectNode();
    }

    @Override
    public void writeValue(JsonGenerator out, Object value) {
        mapper._serializationContext().writeValue(out, value);
    }

    @Override
    public void writeTree(JsonGenerator out, TreeNode tree) {
        writeValue(out, tree);
    }
}
