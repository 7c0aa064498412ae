package scenario

func (b *builder) checkPlan(p *Plan) {}
func (b *builder) checkStudy(s *Study) {}
