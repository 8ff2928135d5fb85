import { type Attribute, FloatAttribute } from "./attribute.ts";
import { elementTypes } from "./element-type.ts";
import { type Graph, type GraphInitializer, type GraphNode, type GraphValue, MICROSOFT } from "./graph.ts";
import { ProtobufWriter } from "./writer.ts";

// Field numbers below are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
const IR_VERSION = 9;
const OPSETS = { "": 20, [MICROSOFT]: 1 };
/** `AttributeProto.AttributeType` */
const attributeTypes = { float: 1, int: 2, string: 3, ints: 7 } as const;
/** `TensorProto.DataLocation.EXTERNAL` */
const EXTERNAL = 1;

/** @returns the graph as an ONNX model file (`ModelProto`), ready for a session. */
export function encodeModel(graph: Graph): Uint8Array {
	const model = new ProtobufWriter();
	model.int(1, IR_VERSION).string(2, "editbench");
	model.message(7, (proto) => {
		for (const node of graph.nodes) proto.message(1, (p) => encodeNode(p, node));
		proto.string(2, "graph");
		for (const initializer of graph.initializers) proto.message(5, (p) => encodeTensor(p, initializer));
		for (const input of graph.inputs) proto.message(11, (p) => encodeValue(p, input));
		for (const output of graph.outputs) proto.message(12, (p) => encodeValue(p, output));
	});
	for (const [domain, version] of Object.entries(OPSETS)) {
		model.message(8, (opset) => opset.string(1, domain).int(2, version));
	}
	return model.finish();
}

/** `NodeProto` */
function encodeNode(proto: ProtobufWriter, node: GraphNode): void {
	for (const input of node.inputs) proto.string(1, input);
	for (const output of node.outputs) proto.string(2, output);
	proto.string(3, node.outputs[0] ?? node.type).string(4, node.type);
	for (const [name, value] of Object.entries(node.attributes)) {
		proto.message(5, (attribute) => encodeAttribute(attribute.string(1, name), name, value));
	}
	if (node.domain !== "") proto.string(7, node.domain);
}

/** `AttributeProto`, the name apart */
function encodeAttribute(proto: ProtobufWriter, name: string, value: Attribute): void {
	if (value instanceof FloatAttribute) {
		proto.float(2, value.value).int(20, attributeTypes.float);
	} else if (typeof value === "string") {
		proto.string(4, value).int(20, attributeTypes.string);
	} else if (typeof value === "number") {
		if (!Number.isInteger(value)) throw new Error(`Attribute '${name}' is ${value}: write float(${value})`);
		proto.int(3, value).int(20, attributeTypes.int);
	} else {
		for (const element of value) proto.int(8, element);
		proto.int(20, attributeTypes.ints);
	}
}

/** `TensorProto` */
function encodeTensor(proto: ProtobufWriter, { name, type, shape, content }: GraphInitializer): void {
	for (const dimension of shape) proto.int(1, dimension);
	proto.int(2, elementTypes[type]).string(8, name);
	if ("data" in content) {
		const { buffer, byteOffset, byteLength } = content.data;
		proto.bytes(9, new Uint8Array(buffer, byteOffset, byteLength));
		return;
	}
	const entries = { location: content.file, offset: content.offset, length: content.length };
	for (const [key, value] of Object.entries(entries)) {
		proto.message(13, (entry) => entry.string(1, key).string(2, String(value)));
	}
	proto.int(14, EXTERNAL);
}

/** `ValueInfoProto` */
function encodeValue(proto: ProtobufWriter, { name, type, dimensions }: GraphValue): void {
	proto.string(1, name).message(2, (typeProto) =>
		typeProto.message(1, (tensorType) => {
			tensorType.int(1, elementTypes[type]);
			if (!dimensions) return;
			tensorType.message(2, (shape) => {
				for (const dimension of dimensions) {
					shape.message(1, (d) =>
						typeof dimension === "number" ? d.int(1, dimension) : d.string(2, dimension),
					);
				}
			});
		}),
	);
}
