"""LangChain's and LlamaIndex's vector stores: collections dropped or made anew, emptied.

Source: the reference of langchain-chroma 1.0 (`Chroma.delete_collection`, `reset_collection`),
langchain-postgres 0.0.15 and langchain-community 0.4 (`PGVector.delete_collection`,
`drop_tables`), langchain-astradb 1.0 (`AstraDBVectorStore.delete_collection`, `clear`) and
langchain-pinecone 0.2 (`PineconeVectorStore.delete(delete_all=True)`), the arguments that make
stores anew (`pre_delete_collection`, `drop_old`, `force_recreate`, `overwrite`), and that of
LlamaIndex 0.14 (`BasePydanticVectorStore.clear`).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_STORE = "langchain vector store"
_BESIDE = (
    "langchain_chroma",
    "langchain_community",
    "langchain_postgres",
    "langchain_astradb",
    "langchain_pinecone",
    "langchain_qdrant",
    "langchain_milvus",
    "langchain_weaviate",
    "langchain_elasticsearch",
    "langchain_redis",
    "llama_index",
)
_HEAVY = "the packages are heavy, and aren't installed for tests"
_START = "from langchain_chroma import Chroma\nstore = Chroma('docs', embeddings)\n"
_CLASSES = (
    "langchain_chroma.Chroma",
    "langchain_community.vectorstores.Chroma",
    "langchain_community.vectorstores.chroma.Chroma",
    "langchain_community.vectorstores.PGVector",
    "langchain_community.vectorstores.pgvector.PGVector",
    "langchain_postgres.PGVector",
    "langchain_postgres.vectorstores.PGVector",
    "langchain_astradb.AstraDBVectorStore",
    "langchain_pinecone.PineconeVectorStore",
    "langchain_milvus.Milvus",
    "langchain_redis.RedisVectorStore",
    "llama_index.vector_stores.qdrant.QdrantVectorStore",
    "llama_index.vector_stores.chroma.ChromaVectorStore",
    "llama_index.vector_stores.postgres.PGVectorStore",
    "llama_index.vector_stores.pinecone.PineconeVectorStore",
    "llama_index.vector_stores.weaviate.WeaviateVectorStore",
    "llama_index.vector_stores.milvus.MilvusVectorStore",
    "llama_index.vector_stores.elasticsearch.ElasticsearchStore",
)
_MADE_BY = (
    *("from_documents", "from_texts", "from_existing_index", "from_existing_collection"),
    "from_params",
)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(*_CLASSES, *(f"{one}.{by}" for one in _CLASSES for by in _MADE_BY)),
        kind=_STORE,
        named=Argument(-1, "collection_name"),
        unproved=_HEAVY,
    ),
)

_ANEW: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        (
            "langchain_postgres.PGVector",
            "langchain_postgres.vectorstores.PGVector",
            "langchain_community.vectorstores.PGVector",
            "langchain_community.vectorstores.pgvector.PGVector",
            "langchain_community.vectorstores.Neo4jVector",
            "langchain_neo4j.Neo4jVector",
            "langchain_astradb.AstraDBVectorStore",
        ),
        "pre_delete_collection",
    ),
    (("langchain_milvus.Milvus", "langchain_community.vectorstores.Milvus"), "drop_old"),
    (
        (
            "langchain_qdrant.QdrantVectorStore",
            "langchain_qdrant.Qdrant",
            "langchain_community.vectorstores.Qdrant",
        ),
        "force_recreate",
    ),
    (
        ("langchain_community.vectorstores.DeepLake", "langchain_deeplake.DeeplakeVectorStore"),
        "overwrite",
    ),
    (("llama_index.vector_stores.milvus.MilvusVectorStore",), "overwrite"),
)
"""Classes, and the argument by which they drop the collection that is there before they begin."""


def _made_anew(classes: tuple[str, ...], argument: str) -> ChangesObject:
    package, _, name = classes[0].rpartition(".")
    start = (
        f"from {package} import {name}\n{name}(embeddings=e, collection_name='docs', {argument}="
    )
    return ChangesObject(
        names=(*classes, *(f"{one}.{by}" for one in classes for by in _MADE_BY)),
        what=ObjectKind.TABLE,
        target=Argument(-1, "collection_name"),
        when=((Argument(-1, argument), ("True",)),),
        store="",
        beside=(argument,),
        unproved=_HEAVY,
        example=f"{start}True)",
        twin=f"{start}False)",
    )


ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".delete_collection", ".adelete_collection", ".reset_collection", ".drop_tables"),
        on=(_STORE,),
        what=ObjectKind.TABLE,
        store="",
        beside=_BESIDE,
        unproved=_HEAVY,
        example=_START + "store.reset_collection()",
        twin=_START + "store.delete(ids=['7'])",
    ),
    ChangesData(
        names=(".clear", ".aclear"),
        on=(_STORE,),
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        unproved=_HEAVY,
        example="from langchain_astradb import AstraDBVectorStore\n"
        "AstraDBVectorStore(collection_name='docs').clear()",
        twin="from langchain_astradb import AstraDBVectorStore\n"
        "AstraDBVectorStore(collection_name='docs').delete(['7'])",
    ),
    ChangesData(
        names=(".delete", ".adelete"),
        on=(_STORE,),
        when=((Argument(-1, "delete_all"), ("True",)),),
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        unproved=_HEAVY,
        example="from langchain_pinecone import PineconeVectorStore\n"
        "PineconeVectorStore(index_name='docs').delete(delete_all=True)",
        twin="from langchain_pinecone import PineconeVectorStore\n"
        "PineconeVectorStore(index_name='docs').delete(ids=['7'])",
    ),
    *(_made_anew(*one) for one in _ANEW),
)
