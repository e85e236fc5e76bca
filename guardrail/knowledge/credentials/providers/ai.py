"""Tokens of language-model providers and the tools around them."""

from __future__ import annotations

from guardrail.knowledge.credentials.shapes import Shape

SHAPES = (
    Shape(
        "OpenAI key",
        "OpenAI",
        ("T3BlbkFJ",),
        r"sk-(?:(?:proj|svcacct|admin)-[\w-]{20,74}|[A-Za-z0-9]{20})T3BlbkFJ[\w-]{20,74}",
        back=90,
        lead="sk-",
    ),
    Shape(
        "Anthropic key",
        "Anthropic",
        ("sk-ant-",),
        r"sk-ant-(?:api\d\d|admin\d\d|oat\d\d)-[\w-]{80,110}AA",
    ),
    Shape("OpenRouter key", "OpenRouter", ("sk-or-v1-",), r"sk-or-v1-[0-9a-f]{64}"),
    Shape("xAI key", "xAI", ("xai-",), r"xai-[A-Za-z0-9]{80}"),
    Shape("Groq key", "Groq", ("gsk_",), r"gsk_[A-Za-z0-9]{52}"),
    Shape(
        "Hugging Face token",
        "Hugging Face",
        ("HF_", "uggingface", "ugging_face", "UGGINGFACE", "UGGING_FACE", "hf_hub", "HfApi"),
        r"(?<![A-Za-z0-9_])hf_[A-Za-z]{34}(?![A-Za-z0-9])",
        anywhere=True,
    ),
    Shape("Hugging Face token", "Hugging Face", ("api_org_",), r"api_org_[A-Za-z]{34}"),
    Shape(
        "Replicate token",
        "Replicate",
        ("eplicate", "REPLICATE"),
        r"(?<![A-Za-z0-9_])r8_[A-Za-z0-9]{37}(?![A-Za-z0-9])",
        anywhere=True,
    ),
    Shape("Perplexity key", "Perplexity", ("pplx-",), r"pplx-[A-Za-z0-9]{48}"),
    Shape("NVIDIA key", "NVIDIA", ("nvapi-",), r"nvapi-[\w-]{60,70}"),
    Shape("Together key", "Together", ("tgp_v1_",), r"tgp_v1_[\w-]{43}"),
    Shape("Cerebras key", "Cerebras", ("csk-",), r"csk-[a-z0-9]{48}"),
    Shape("Pinecone key", "Pinecone", ("pcsk_",), r"pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63}"),
    Shape("LangSmith key", "LangSmith", ("lsv2_",), r"lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}"),
    Shape(
        "Langfuse key",
        "Langfuse",
        ("sk-lf-",),
        r"sk-lf-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    ),
    Shape("Weights & Biases key", "Weights & Biases", ("wandb_v1_",), r"wandb_v1_[\w-]{77}"),
)
