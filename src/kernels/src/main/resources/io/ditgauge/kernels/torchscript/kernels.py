class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  def to_bf16(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.to(x, 15)
  def to_f16(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.to(x, 5)
  def to_f8(self: __torch__.Kernels, x: Tensor, scale: float) -> Tensor:
    return torch.to(torch.div(x, scale), 24)
  def to_f32(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.contiguous(torch.to(x, 6))
  def first(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.to(torch.as_strided(x, [1], [1]), 6)
  def tile(self: __torch__.Kernels, x: Tensor, n: int) -> Tensor:
    return torch.contiguous(torch.slice(torch.repeat(x, [torch.add(torch.floordiv(n, torch.size(x, 0)), 1)]), 0, 0, n))
  def empty_like(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.empty_like(x)
  def pack(self: __torch__.Kernels, w: Tensor, rows: int) -> Tensor:
    return ops.mkldnn._reorder_linear_weight(w, rows)
  def copy(self: __torch__.Kernels, x: Tensor, y: Tensor) -> Tensor:
    return torch.copy_(y, x)
  def empty(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return x
  def read(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.max(x)
  def triad(self: __torch__.Kernels, x: Tensor, y: Tensor, z: Tensor) -> Tensor:
    return torch.add(x, y, alpha=3, out=z)
  def linear(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Optional[Tensor], packed: bool) -> Tensor:
    if packed:
      y = ops.mkldnn._linear_pointwise(x, w, b, "none", annotate(List[Optional[number]], []), "")
    else:
      y = torch.linear(x, w, b)
    return y
  def linear_gelu(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, packed: bool) -> Tensor:
    if packed:
      y = ops.mkldnn._linear_pointwise(x, w, b, "gelu", annotate(List[Optional[number]], []), "tanh")
    else:
      y = torch.gelu(torch.linear(x, w, b), approximate="tanh")
    return y
  def linear_add(self: __torch__.Kernels, x: Tensor, w: Tensor, y: Tensor, packed: bool) -> Tensor:
    if packed:
      z = ops.mkldnn._linear_pointwise(x, y, w, None, "add")
    else:
      z = torch.add_(y, torch.linear(x, w, None))
    return z
  def part(self: __torch__.Kernels, x: Tensor, dim: int, start: int, end: int) -> Tensor:
    return torch.contiguous(torch.slice(x, dim, start, end))
  def gemm(self: __torch__.Kernels, x: Tensor, w: Tensor, packed: bool) -> Tensor:
    return (self).linear(x, w, None, packed)
  def gemm_f8(self: __torch__.Kernels, x: Tensor, w: Tensor, sx: Tensor, sw: Tensor) -> Tensor:
    return torch._scaled_mm(x, torch.t(w), sx, sw, None, None, 15, True)
  def patchify(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, p: int) -> Tensor:
    B = torch.size(x, 0)
    C = torch.size(x, 1)
    G = torch.floordiv(torch.size(x, 2), p)
    u = torch.permute(torch.reshape(x, [B, C, G, p, G, p]), [0, 2, 4, 1, 3, 5])
    return torch.linear(torch.reshape(u, [B, torch.mul(G, G), torch.mul(C, torch.mul(p, p))]), w, b)
  def adaln(self: __torch__.Kernels, c: Tensor, w: Tensor, b: Tensor, packed: bool) -> Tensor:
    return (self).linear(torch.silu(c), w, b, packed)
  def attention(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    return torch.scaled_dot_product_attention(q, k, v)
  def mlp(self: __torch__.Kernels, x: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor, packed: bool) -> Tensor:
    return (self).linear((self).linear_gelu(x, w1, b1, packed), w2, b2, packed)
  def modulated_norm(self: __torch__.Kernels, x: Tensor, shift: Tensor, scale: Tensor) -> Tensor:
    h = torch.layer_norm(x, [torch.size(x, 2)], None, None, 1e-6)
    return torch.addcmul(shift, h, torch.add(scale, 1.0))
  def final_layer(self: __torch__.Kernels, x: Tensor, c: Tensor, wm: Tensor, bm: Tensor, wl: Tensor, bl: Tensor, packed: bool) -> Tensor:
    m = torch.unsqueeze((self).adaln(c, wm, bm, packed), 1)
    shift, scale = torch.chunk(m, 2, -1)
    return (self).linear((self).modulated_norm(x, shift, scale), wl, bl, packed)
  def block(self: __torch__.Kernels, x: Tensor, c: Tensor, wm: Tensor, bm: Tensor, wq: Tensor, bq: Tensor, wo: Tensor, bo: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor, H: int, packed: bool) -> Tensor:
    return (self).block_in_runs(x, c, wm, bm, wq, bq, wo, bo, w1, b1, w2, b2, torch.size(x, 1), H, packed)
  def block_in_runs(self: __torch__.Kernels, x: Tensor, c: Tensor, wm: Tensor, bm: Tensor, wq: Tensor, bq: Tensor, wo: Tensor, bo: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor, run: int, H: int, packed: bool) -> Tensor:
    B = torch.size(x, 0)
    T = torch.size(x, 1)
    D = torch.size(x, 2)
    m = torch.unsqueeze((self).adaln(c, wm, bm, packed), 1)
    shift1, scale1, gate1, shift2, scale2, gate2 = torch.chunk(m, 6, -1)
    qkv = (self).linear((self).modulated_norm(x, shift1, scale1), wq, bq, packed)
    heads = torch.permute(torch.reshape(qkv, [-1, run, 3, H, torch.floordiv(D, H)]), [2, 0, 3, 1, 4])
    q, k, v = torch.unbind(heads, 0)
    a = torch.scaled_dot_product_attention(q, k, v)
    joined = torch.reshape(torch.transpose(a, 1, 2), [B, T, D])
    x1 = torch.addcmul(x, gate1, (self).linear(joined, wo, bo, packed))
    h = (self).mlp((self).modulated_norm(x1, shift2, scale2), w1, b1, w2, b2, packed)
    return torch.addcmul(x1, gate2, h)
