#pragma once

namespace orm::postgres {

/// Numbers of PostgreSQL's own types, which never change.
enum : unsigned int {
    boolType = 16,
    byteaType = 17,
    charType = 18,
    nameType = 19,
    int8Type = 20,
    int2Type = 21,
    int4Type = 23,
    textType = 25,
    oidType = 26,
    jsonType = 114,
    xmlType = 142,
    float4Type = 700,
    float8Type = 701,
    unknownType = 705,
    bpcharType = 1042,
    varcharType = 1043,
    dateType = 1082,
    timeType = 1083,
    timestampType = 1114,
    timestamptzType = 1184,
    numericType = 1700,
    uuidType = 2950,
    jsonbType = 3802
};

} // namespace orm::postgres
