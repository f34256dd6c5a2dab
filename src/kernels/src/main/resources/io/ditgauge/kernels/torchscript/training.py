  def leaves(self: __torch__.Kernels, xs: List[Tensor]) -> List[Tensor]:
    result = annotate(List[Tensor], [])
    for i in range(torch.len(xs)):
      _0 = torch.append(result, torch.requires_grad_(torch.detach(xs[i]), True))
    return result
  def gradients(self: __torch__.Kernels, y: Tensor, xs: List[Tensor], dy: Tensor) -> List[Tensor]:
    seeds = annotate(List[Optional[Tensor]], [torch.reshape(dy, torch.size(y))])
    found = torch.grad([y], xs, seeds)
    result = annotate(List[Tensor], [])
    for i in range(torch.len(xs)):
      _0 = torch.append(result, unchecked_cast(Tensor, found[i]))
    return result
  def train_gemm(self: __torch__.Kernels, dy: Tensor, x: Tensor, w: Tensor) -> List[Tensor]:
    v = (self).leaves([x, w])
    return (self).gradients(torch.linear(v[0], v[1], None), v, dy)
  def train_linear(self: __torch__.Kernels, dy: Tensor, x: Tensor, w: Tensor, b: Tensor) -> List[Tensor]:
    v = (self).leaves([x, w, b])
    return (self).gradients(torch.linear(v[0], v[1], v[2]), v, dy)
  def train_attention(self: __torch__.Kernels, dy: Tensor, q: Tensor, k: Tensor, w: Tensor) -> List[Tensor]:
    v = (self).leaves([q, k, w])
    return (self).gradients((self).attention(v[0], v[1], v[2]), v, dy)
  def train_mlp(self: __torch__.Kernels, dy: Tensor, x: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor) -> List[Tensor]:
    v = (self).leaves([x, w1, b1, w2, b2])
    return (self).gradients((self).mlp(v[0], v[1], v[2], v[3], v[4], False), v, dy)
  def train_block(self: __torch__.Kernels, heads: Tensor, dy: Tensor, x: Tensor, c: Tensor, wm: Tensor, bm: Tensor, wq: Tensor, bq: Tensor, wo: Tensor, bo: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor) -> List[Tensor]:
    v = (self).leaves([x, c, wm, bm, wq, bq, wo, bo, w1, b1, w2, b2])
    H = torch.size(heads, 0)
    y = (self).block(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], H, False)
    return (self).gradients(y, v, dy)
